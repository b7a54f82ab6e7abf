package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.port.RaftObserver;

/**
 * Watches all replicas of a simulation for properties that no single node can see. Called directly, without messages, by the
 * replicas as they run; must not call back and must not change anything they see.
 */
public interface ReplicaObserver {
    /** Watches nothing. */
    ReplicaObserver NONE = new ReplicaObserver() {};

    /** The observer of one replica's Raft core, from its start on. */
    default RaftObserver raft(RangeId range, NodeId node, ReplicaId replica) {
        return RaftObserver.NONE;
    }

    /** A replica starts; it can be asked at any time whether it would serve. */
    default void started(RangeId range, NodeId node, ServingProbe probe) {}

    /** A replica has left its range for good. */
    default void gone(RangeId range, NodeId node) {}

    /** A replica has applied an entry. */
    default void applied(RangeId range, NodeId node, AppliedEntry entry) {}

    /** A replica has taken this state over from a snapshot. */
    default void restored(RangeId range, NodeId node, RangeState state) {}

    /**
     * A replica has evaluated a request under its lease now.
     *
     * @param state what it had applied, the lease included
     * @param at time of the request's reads or writes; zero if it failed
     */
    default void serves(NodeId node, RangeState state, Timestamp at) {}

    /** A leaseholder tells a client that its write at {@code index} has taken effect. */
    default void acknowledges(RangeId range, NodeId node, long index) {}

    /** Asks a replica whether it would evaluate a request now. */
    @FunctionalInterface
    interface ServingProbe {
        /** The sequence of the valid lease held, or 0. */
        long servesUnderSequence();
    }
}
