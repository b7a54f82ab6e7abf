package io.biplane.cluster.node;

import io.biplane.kv.api.ClusterVersion;
import io.biplane.kv.api.NodeId;
import io.biplane.kv.bootstrap.BootstrapPlan;
import io.biplane.kv.node.KvNodeConfig;
import io.biplane.kv.replica.ReplicaObserver;
import io.biplane.kv.replica.ReplicaSettings;

import java.util.List;

/**
 * What a node's process is started with.
 *
 * @param id who it is
 * @param binary version of the program
 * @param cluster all nodes, itself included, and how the cluster began
 * @param initialVersion storage cluster version the plan stands for; counts until the disk knows another
 */
public record NodeBoot(
        NodeId id,
        ClusterVersion binary,
        KvNodeConfig.Cluster cluster,
        ClusterVersion initialVersion,
        Kv kv) {
    /**
     * How the key-value layer runs.
     *
     * @param engine where versions are kept
     * @param settings timings and costs
     * @param observer watches all replicas of the simulation
     */
    public record Kv(EngineKind engine, ReplicaSettings settings, ReplicaObserver observer) {}

    /** All nodes by number. */
    public List<NodeId> nodes() {
        return cluster.nodes().stream()
                .map(BootstrapPlan.Candidate::node)
                .sorted()
                .toList();
    }
}
