package io.biplane.raft.invariant;

import io.biplane.raft.HardState;
import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.port.RecoveredState;

/**
 * One safety property. Each method is called before the event is entered into the model, so that
 * {@code replica} shows the state the event meets.
 */
abstract class SafetyCheck {
    void recovered(GroupModel group, ReplicaModel replica, RecoveredState state) {}

    void termOrVoteChanged(GroupModel group, ReplicaModel replica, long term, ReplicaId vote) {}

    void elected(GroupModel group, ReplicaModel replica, long term) {}

    void truncated(GroupModel group, ReplicaModel replica, long fromIndex) {}

    void appended(GroupModel group, ReplicaModel replica, EntrySlice entries) {}

    void restored(GroupModel group, ReplicaModel replica, Snapshot snapshot) {}

    void durable(GroupModel group, ReplicaModel replica, HardState hardState, long index) {}

    void committed(GroupModel group, ReplicaModel replica, long index, boolean asLeader) {}

    void applying(GroupModel group, ReplicaModel replica, EntrySlice entries) {}

    /** Throws, naming this property. */
    final RaftInvariantViolation broken(String what) {
        return new RaftInvariantViolation(getClass().getSimpleName() + ": " + what);
    }
}
