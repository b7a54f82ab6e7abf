package io.biplane.cluster.node;

import io.biplane.kv.api.ClusterVersion;
import io.biplane.kv.api.NodeId;
import io.biplane.kv.bootstrap.BootstrapPlan;
import io.biplane.kv.config.KvConfig;

import java.util.List;

/**
 * What a node's process is started with.
 *
 * @param id who it is
 * @param binary version of the program
 * @param peers all nodes of the cluster, itself included, by number
 * @param initialVersion storage cluster version the plan stands for; counts until the disk knows another
 * @param plan how the cluster began
 */
public record NodeBoot(
        NodeId id,
        ClusterVersion binary,
        List<NodeId> peers,
        ClusterVersion initialVersion,
        BootstrapPlan plan,
        Kv kv) {
    public NodeBoot {
        peers = List.copyOf(peers);
    }

    /**
     * How the key-value layer runs.
     *
     * @param engine where versions are kept
     * @param config timings
     */
    public record Kv(EngineKind engine, KvConfig config) {}
}
