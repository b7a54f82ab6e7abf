package io.biplane.kv.liveness;

import io.biplane.kv.api.NodeId;
import io.biplane.storage.key.Timestamp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Until when a Raft leader cannot lose its leadership. Source: CockroachDB {@code raft/tracker/fortificationtracker.go}
 * ({@code LeadSupportUntil}).
 */
public final class QuorumSupport {
    private QuorumSupport() {}

    /**
     * The instant up to which a quorum of {@code voters} keeps from voting for another: the quorum's lowest promise.
     *
     * @param self the leader, which supports itself without limit
     * @param voters all voters, self included; in joint membership call once a set and take the lower result
     * @param fortified voters that are known to follow this leader in its present term (they answered it): promises of
     *     others do not bind their votes
     * @return {@link Timestamp#ZERO} when there is no such quorum
     */
    public static Timestamp until(
            NodeId self,
            Collection<NodeId> voters,
            Collection<NodeId> fortified,
            SupportView view) {
        List<Timestamp> promises = new ArrayList<>(voters.size());
        for (NodeId voter : voters) {
            if (voter.equals(self)) {
                promises.add(Timestamp.MAX);
            } else if (fortified.contains(voter)) {
                promises.add(view.from(voter)
                        .map(SupportView.Support::expiration)
                        .orElse(Timestamp.ZERO));
            } else {
                promises.add(Timestamp.ZERO);
            }
        }
        if (promises.isEmpty()) {
            return Timestamp.ZERO;
        }
        promises.sort(Collections.reverseOrder());
        return promises.get(voters.size() / 2);
    }
}
