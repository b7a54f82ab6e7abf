package io.biplane.kvserver.replica;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.config.KvCostModel;
import io.biplane.storage.engine.Engine;

/**
 * What a replica works with. The node's part is shared by all replicas of the node.
 *
 * @param range whose replica
 * @param node the node's part
 */
public record ReplicaContext(RangeId range, ReplicaNode node) {
    NodeId self() {
        return node.self();
    }

    HostServices services() {
        return node.services();
    }

    Engine engine() {
        return node.engine();
    }

    KvCostModel costs() {
        return node.settings().costs();
    }

    ReplicaObserver observer() {
        return node.observer();
    }

    boolean checksLeaseSequence() {
        return node.settings().plantedBug() != PlantedKvBug.IGNORE_LEASE_SEQUENCE;
    }

    long nowNanos() {
        return node.services().monotonicNanos();
    }
}
