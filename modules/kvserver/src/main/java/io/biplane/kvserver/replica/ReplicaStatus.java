package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.RangeDescriptor;

import java.util.Optional;

/**
 * A replica's part in its range, as it last reported.
 *
 * @param range the range
 * @param replicaId this replica within it
 * @param descriptor empty while it waits for its first snapshot
 * @param lease the last lease applied here
 * @param part its part in the Raft group
 */
public record ReplicaStatus(
        RangeId range,
        long replicaId,
        Optional<RangeDescriptor> descriptor,
        Optional<Lease> lease,
        Part part) {
    /**
     * Raft's side of it.
     *
     * @param term Raft term
     * @param leader who leads the group, if known
     * @param isLeader whether this replica leads
     * @param holdsLease whether the lease names this node and was not given up; says nothing of its validity
     * @param isQuiesced whether the group sleeps
     */
    public record Part(
            long term,
            Optional<NodeId> leader,
            boolean isLeader,
            boolean holdsLease,
            boolean isQuiesced) {}

    public boolean isLeader() {
        return part.isLeader();
    }

    public boolean holdsLease() {
        return part.holdsLease();
    }
}
