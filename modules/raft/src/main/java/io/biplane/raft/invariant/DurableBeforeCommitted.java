package io.biplane.raft.invariant;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.quorum.MajorityQuorum;

import java.util.List;

/**
 * What a leader commits is durable on a quorum of its configuration first, in both halves if it is
 * joint, and is of its term. (A leader must not commit entries of older terms by counting replicas:
 * dissertation §3.6.2.)
 */
final class DurableBeforeCommitted extends SafetyCheck {
    @Override
    void committed(GroupModel group, ReplicaModel replica, long index, boolean asLeader) {
        if (!asLeader) {
            return;
        }
        long term = replica.log.termAt(index);
        if (term != replica.term) {
            throw broken("leader " + replica + " commits " + term + "/" + index
                    + " of an older term directly");
        }
        checkHalf(group, replica, replica.configuration.voters(), index);
        checkHalf(group, replica, replica.configuration.outgoingVoters(), index);
    }

    private void checkHalf(
            GroupModel group, ReplicaModel leader, List<ReplicaId> voters, long index) {
        if (voters.isEmpty()) {
            return;
        }
        int holders = 0;
        for (int i = 0; i < voters.size(); i++) {
            ReplicaModel voter = group.replica(voters.get(i));
            holders += voter.holdsDurably(index, leader.term) ? 1 : 0;
        }
        if (holders < MajorityQuorum.size(voters.size())) {
            throw broken("leader " + leader + " commits " + index + ", which is durable on "
                    + holders + " of " + voters);
        }
    }
}
