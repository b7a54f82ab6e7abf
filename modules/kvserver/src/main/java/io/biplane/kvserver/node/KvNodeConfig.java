package io.biplane.kvserver.node;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.Disk;
import io.biplane.kv.config.KvCostModel;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.replica.ReplicaObserver;
import io.biplane.kvserver.replica.ReplicaSettings;
import io.biplane.settings.kv.KvConfig;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.HeapEngine;

import java.util.List;
import java.util.function.Function;

/**
 * What a node's key-value layer is made from.
 *
 * @param self the node
 * @param cluster its peers and how the cluster began
 * @param settings timings, costs, planted bugs
 * @param version active storage cluster version at the start of the process; changed later through the version view
 * @param engine opens the node's engine on its disk
 * @param observer watches all replicas of the simulation, {@link ReplicaObserver#NONE} for nobody
 */
public record KvNodeConfig(
        NodeId self,
        Cluster cluster,
        ReplicaSettings settings,
        ClusterVersion version,
        Function<Disk, Engine> engine,
        ReplicaObserver observer) {
    /**
     * The cluster as every node knows it from the start.
     *
     * @param nodes all nodes, this one included, and their zones
     * @param plan how it began
     */
    public record Cluster(List<BootstrapPlan.Candidate> nodes, BootstrapPlan plan) {
        public Cluster {
            nodes = List.copyOf(nodes);
        }

        List<NodeId> peersOf(NodeId self) {
            return nodes.stream()
                    .map(BootstrapPlan.Candidate::node)
                    .filter(node -> !node.equals(self))
                    .toList();
        }
    }

    /** Default timings and costs, rows on the heap, nobody watching. */
    public static KvNodeConfig of(NodeId self, Cluster cluster, ClusterVersion version) {
        return new KvNodeConfig(
                self,
                cluster,
                ReplicaSettings.of(KvConfig.defaults(), KvCostModel.defaults()),
                version,
                HeapEngine::open,
                ReplicaObserver.NONE);
    }

    public KvNodeConfig with(ReplicaSettings newSettings) {
        return new KvNodeConfig(self, cluster, newSettings, version, engine, observer);
    }

    public KvNodeConfig with(ReplicaObserver newObserver) {
        return new KvNodeConfig(self, cluster, settings, version, engine, newObserver);
    }

    public KvNodeConfig withEngine(Function<Disk, Engine> newEngine) {
        return new KvNodeConfig(self, cluster, settings, version, newEngine, observer);
    }
}
