package io.biplane.kvserver.liveness;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.HostServices;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.config.NodeView;
import io.biplane.settings.kv.KvConfig;

import java.util.List;
import java.util.TreeSet;

/**
 * What store liveness is made from.
 *
 * @param node the node, its peers, timings, clock, liveness view and machine
 * @param version active version: below {@link ClusterVersion#LEADER_LEASES} nothing needs support
 *     and none is asked for
 * @param view where replicas read support
 */
public record StoreLivenessSetup(
        NodeLivenessSetup node, NodeView<ClusterVersion> version, NodeView<SupportView> view) {
    NodeId self() {
        return node.self();
    }

    KvConfig.LivenessTimings timings() {
        return node.config().liveness();
    }

    HybridClock clock() {
        return node.clock();
    }

    HostServices services() {
        return node.services();
    }

    /** All other nodes known now, in order. */
    List<NodeId> peers() {
        TreeSet<NodeId> nodes = new TreeSet<>(node.peers());
        nodes.addAll(node.view().current().records().keySet());
        nodes.remove(self());
        return List.copyOf(nodes);
    }
}
