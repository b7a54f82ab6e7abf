package io.biplane.raft.invariant;

import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.port.RecoveredState;

/** A replica's term never falls, and its vote never changes within a term, over restarts too. */
final class TermsNeverFall extends SafetyCheck {
    @Override
    void termOrVoteChanged(GroupModel group, ReplicaModel replica, long term, ReplicaId vote) {
        check(replica, replica.term, replica.vote, term, vote);
    }

    @Override
    void durable(GroupModel group, ReplicaModel replica, HardState hardState, long index) {
        HardState before = replica.durableHardState;
        check(replica, before.term(), before.vote(), hardState.term(), hardState.vote());
    }

    @Override
    void recovered(GroupModel group, ReplicaModel replica, RecoveredState state) {
        if (!replica.isForgiven) {
            durable(group, replica, state.hardState(), 0);
        }
    }

    private void check(
            ReplicaModel replica, long oldTerm, ReplicaId oldVote, long term, ReplicaId vote) {
        if (term < oldTerm) {
            throw broken(replica + " falls from term " + oldTerm + " to " + term);
        }
        if (term == oldTerm && !oldVote.isNone() && !oldVote.is(vote)) {
            throw broken(replica + " voted for " + oldVote + " and then for " + vote + " in term "
                    + term);
        }
    }
}
