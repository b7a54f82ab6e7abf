package io.biplane.kvserver.store;

import io.biplane.kernel.trace.TraceName;
import io.biplane.kvserver.replica.ReplicaStatus;

import java.util.List;

/**
 * What a store knows of its replicas, for drains, reports and tests.
 *
 * @param isDraining whether it gives leases and leaderships away and takes none
 * @param replicas in order of range id; as of each replica's last change of part
 */
@TraceName("store.status-answer")
public record StoreStatus(boolean isDraining, List<ReplicaStatus> replicas) {
    public StoreStatus {
        replicas = List.copyOf(replicas);
    }

    /** Leases held here. */
    public int leases() {
        return (int) replicas.stream().filter(ReplicaStatus::holdsLease).count();
    }

    /** Groups led from here. */
    public int leaderships() {
        return (int) replicas.stream().filter(ReplicaStatus::isLeader).count();
    }

    /** Ranges whose lease or leadership is here: what a drain has still to move. */
    public int remaining() {
        return (int) replicas.stream()
                .filter(status -> status.holdsLease() || status.isLeader())
                .count();
    }
}
