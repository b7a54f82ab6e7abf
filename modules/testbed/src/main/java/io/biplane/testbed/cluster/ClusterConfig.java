package io.biplane.testbed.cluster;

import io.biplane.base.id.ClusterVersion;
import io.biplane.node.supervisor.EngineKind;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.registry.SettingAssignment;

import java.util.ArrayList;
import java.util.List;

/**
 * What a simulated cluster is made of.
 *
 * @param nodes its machines, numbered from 1 without gaps
 * @param version every binary and every active version at the beginning
 * @param virtualized false: everything lives in the system virtual cluster (the control experiment); each entry of
 *     {@code virtualClusters} then names one table of it, ids from 104 up in order, with its ranges
 * @param virtualClusters those that serve from the beginning; ids from 3 up in order
 * @param settings of the system virtual cluster, in order
 * @param storage how data is kept
 */
public record ClusterConfig(
        List<NodeConfig> nodes,
        ClusterVersion version,
        boolean virtualized,
        List<VirtualClusterConfig> virtualClusters,
        List<SettingAssignment> settings,
        Storage storage) {
    public ClusterConfig {
        nodes = List.copyOf(nodes);
        virtualClusters = List.copyOf(virtualClusters);
        settings = List.copyOf(settings);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a cluster needs a node");
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).number() != i + 1) {
                throw new IllegalArgumentException("nodes must be numbered from 1 without gaps");
            }
        }
    }

    /**
     * How data is kept.
     *
     * @param replicationFactor voters of a table range, odd; lowered to what the nodes allow
     * @param engine of each node
     * @param kv timings of the key-value layer
     */
    public record Storage(int replicationFactor, EngineKind engine, KvConfig kv) {
        /** Three voters on the heap. Source of the factor: docs/reference/operations.md §7. */
        public static final Storage DEFAULT = new Storage(3, EngineKind.HEAP, KvConfig.defaults());

        public Storage {
            if (replicationFactor < 1 || replicationFactor % 2 == 0) {
                throw new IllegalArgumentException(
                        "replication factor must be odd, is " + replicationFactor);
            }
        }
    }

    /** A virtualized cluster of default machines in one zone, without application virtual clusters yet. */
    public static ClusterConfig of(int nodeCount, ClusterVersion version) {
        List<NodeConfig> nodes = new ArrayList<>();
        for (int i = 1; i <= nodeCount; i++) {
            nodes.add(NodeConfig.of(i));
        }
        return new ClusterConfig(nodes, version, true, List.of(), List.of(), Storage.DEFAULT);
    }

    public ClusterConfig with(VirtualClusterConfig virtualCluster) {
        List<VirtualClusterConfig> more = new ArrayList<>(virtualClusters);
        more.add(virtualCluster);
        return new ClusterConfig(nodes, version, virtualized, more, settings, storage);
    }

    public ClusterConfig with(String setting, String value) {
        List<SettingAssignment> more = new ArrayList<>(settings);
        more.add(new SettingAssignment(setting, value));
        return new ClusterConfig(nodes, version, virtualized, virtualClusters, more, storage);
    }

    public ClusterConfig withNodes(List<NodeConfig> newNodes) {
        return new ClusterConfig(
                newNodes, version, virtualized, virtualClusters, settings, storage);
    }

    public ClusterConfig withStorage(Storage newStorage) {
        return new ClusterConfig(
                nodes, version, virtualized, virtualClusters, settings, newStorage);
    }

    /** The same with everything in the system virtual cluster. */
    public ClusterConfig unvirtualized() {
        return new ClusterConfig(nodes, version, false, virtualClusters, settings, storage);
    }
}
