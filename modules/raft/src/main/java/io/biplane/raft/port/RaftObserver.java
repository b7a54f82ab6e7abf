package io.biplane.raft.port;

import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;

/**
 * Hears of every step of one replica that a safety property speaks about; must not call back into
 * the core.
 */
public interface RaftObserver {
    /** Hears nothing. */
    RaftObserver NONE = new RaftObserver() {};

    /** The replica starts with what storage gave back. */
    default void recovered(RecoveredState state) {}

    /** Term or vote changed in memory. */
    default void termOrVoteChanged(long term, ReplicaId vote) {}

    /** This replica won the election of {@code term}. */
    default void elected(long term) {}

    /** This replica no longer leads. */
    default void steppedDown(long term) {}

    /** Entries from {@code fromIndex} on were dropped. */
    default void truncated(long fromIndex) {}

    /** Entries were appended at the end. */
    default void appended(EntrySlice entries) {}

    /** The log up to {@code index} was forgotten. */
    default void compacted(long index) {}

    /** The log was replaced. */
    default void restored(Snapshot snapshot) {}

    /** A write returned: this hard state, and the log up to {@code index}, are durable. */
    default void durable(HardState hardState, long index) {}

    /** The committed index moved here; {@code asLeader} if this replica decided it. */
    default void committed(long index, boolean asLeader) {}

    /** Entries were handed out for application. */
    default void applying(EntrySlice entries) {}

    /** A configuration took effect. */
    default void configured(Configuration configuration) {}
}
