package io.biplane.kvserver.store;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kvserver.replica.Replica;
import io.biplane.kvserver.replica.ReplicaStatus;

import java.util.Optional;

/**
 * A replica of this store.
 *
 * @param ref its actor
 * @param replicaId its id in the range
 * @param status what it last reported; empty until it has started
 * @param goneBelow present once it has left: replica ids below must not come back here
 */
record Hosted(
        ActorRef<Replica.Command> ref,
        long replicaId,
        Optional<ReplicaStatus> status,
        Optional<Long> goneBelow) {
    Hosted with(ReplicaStatus next) {
        return new Hosted(ref, replicaId, Optional.of(next), goneBelow);
    }

    Hosted gone(long nextReplicaId) {
        return new Hosted(ref, replicaId, status, Optional.of(nextReplicaId));
    }

    boolean holdsLease() {
        return status.isPresent() && status.get().holdsLease();
    }

    boolean isLeader() {
        return status.isPresent() && status.get().isLeader();
    }

    Optional<RangeDescriptor> descriptor() {
        return status.flatMap(ReplicaStatus::descriptor);
    }

    /** Whether the node leads the range or holds its lease, as known here. */
    boolean dependsOn(NodeId node) {
        if (status.isEmpty()) {
            return false;
        }
        boolean leads = status.get().part().leader().filter(node::equals).isPresent();
        return leads
                || status.get()
                        .lease()
                        .filter(held -> held.holder().equals(node))
                        .isPresent();
    }

    boolean hasMemberOn(NodeId node) {
        return descriptor().filter(known -> known.isOn(node)).isPresent();
    }
}
