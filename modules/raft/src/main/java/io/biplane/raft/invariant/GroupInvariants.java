package io.biplane.raft.invariant;

import io.biplane.raft.HardState;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.RecoveredState;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * Watches all replicas of one group and throws {@link io.biplane.raft.RaftInvariantViolation} at
 * the event that breaks a property. Make one for each group, and give each replica's core the
 * observer made for it.
 */
public final class GroupInvariants {
    private final GroupModel group = new GroupModel();
    private final List<SafetyCheck> checks;

    /** Compares payloads by {@code equals}. */
    public GroupInvariants() {
        this(Payload::equals);
    }

    /** Compares payloads that are not the same object by {@code same}. */
    public GroupInvariants(BiPredicate<Payload, Payload> same) {
        checks = List.of(
                new ElectionSafety(),
                new LeaderAppendOnly(),
                new LogMatching(same),
                new LeaderCompleteness(),
                new StateMachineSafety(),
                new CommittedPrefix(),
                new DurableBeforeCommitted(),
                new TermsNeverFall(),
                new LogTermsMonotonic(),
                new LeaderHoldsItsTerm(),
                new DurableStaysDurable());
    }

    /** What {@code replica}'s core is to report to; one for all its lives. */
    public RaftObserver observerFor(ReplicaId replica) {
        return new Mirror(group.replica(replica));
    }

    /**
     * A disk fault may have lost what {@code replica} held durably: its next recovery is believed.
     */
    public void forgive(ReplicaId replica) {
        group.replica(replica).isForgiven = true;
    }

    /** The replica's process ended: it no longer leads; what was durable must come back. */
    public void crashed(ReplicaId replica) {
        group.replica(replica).isLeader = false;
    }

    /**
     * {@code replica} was destroyed on purpose after it left the group; its id is not used again.
     */
    public void destroyed(ReplicaId replica) {
        group.replicas.remove(replica);
    }

    /** Highest index that a leader of this group has committed. */
    public long committedIndex() {
        return group.committed.lastIndex();
    }

    /** Feeds the checks and then the model. */
    private final class Mirror implements RaftObserver {
        private final ReplicaModel replica;

        Mirror(ReplicaModel replica) {
            this.replica = replica;
        }

        @Override
        public void recovered(RecoveredState state) {
            for (SafetyCheck check : checks) {
                check.recovered(group, replica, state);
            }
            replica.recover(state);
            group.adopt(replica);
        }

        @Override
        public void termOrVoteChanged(long term, ReplicaId vote) {
            for (SafetyCheck check : checks) {
                check.termOrVoteChanged(group, replica, term, vote);
            }
            replica.term = term;
            replica.vote = vote;
        }

        @Override
        public void elected(long term) {
            for (SafetyCheck check : checks) {
                check.elected(group, replica, term);
            }
            replica.isLeader = true;
            group.leaders.put(term, replica.id);
        }

        @Override
        public void steppedDown(long term) {
            replica.isLeader = false;
        }

        @Override
        public void truncated(long fromIndex) {
            for (SafetyCheck check : checks) {
                check.truncated(group, replica, fromIndex);
            }
            replica.log.truncate(fromIndex);
            replica.durableIndex = Math.min(replica.durableIndex, fromIndex - 1);
        }

        @Override
        public void appended(EntrySlice entries) {
            for (SafetyCheck check : checks) {
                check.appended(group, replica, entries);
            }
            for (int i = 0; i < entries.size(); i++) {
                replica.log.append(entries.get(i).term());
            }
        }

        @Override
        public void restored(Snapshot snapshot) {
            for (SafetyCheck check : checks) {
                check.restored(group, replica, snapshot);
            }
            replica.log.reset(snapshot.index(), snapshot.term());
            replica.durableIndex = Math.min(replica.durableIndex, replica.committedIndex);
            replica.committedIndex = snapshot.index();
            replica.applyingIndex = snapshot.index();
        }

        @Override
        public void durable(HardState hardState, long index) {
            for (SafetyCheck check : checks) {
                check.durable(group, replica, hardState, index);
            }
            replica.durableHardState = hardState;
            replica.durableIndex = index;
        }

        @Override
        public void committed(long index, boolean asLeader) {
            for (SafetyCheck check : checks) {
                check.committed(group, replica, index, asLeader);
            }
            if (asLeader) {
                group.commit(replica, index);
            }
            replica.committedIndex = index;
        }

        @Override
        public void applying(EntrySlice entries) {
            for (SafetyCheck check : checks) {
                check.applying(group, replica, entries);
            }
            replica.applyingIndex = entries.lastIndex();
        }

        @Override
        public void configured(Configuration configuration) {
            replica.configuration = configuration;
        }
    }
}
