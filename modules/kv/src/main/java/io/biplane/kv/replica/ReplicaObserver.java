package io.biplane.kv.replica;

import io.biplane.kv.api.Lease;
import io.biplane.kv.api.NodeId;
import io.biplane.kv.api.RangeId;
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

    /**
     * A replica has applied up to {@code index}, by an entry or by a snapshot.
     *
     * @param digest of all that was applied up to there
     */
    default void applied(RangeId range, NodeId node, long index, long digest) {}

    /** A replica evaluates a request under its lease now. */
    default void serves(RangeId range, NodeId node, Lease lease, long appliedIndex) {}

    /** A leaseholder tells a client that its write at {@code index} has taken effect. */
    default void acknowledges(RangeId range, NodeId node, long index) {}

    /** Asks a replica whether it would evaluate a request now. */
    @FunctionalInterface
    interface ServingProbe {
        /** The sequence of the valid lease held, or 0. */
        long servesUnderSequence();
    }
}
