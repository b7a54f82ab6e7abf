package io.biplane.scenario.model;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.source.SourcePosition;

import java.util.List;
import java.util.Optional;

/**
 * One physical cluster.
 *
 * @param name key under {@code clusters}
 * @param nodes n1 and up
 * @param version of every binary at the start, and the active version of the cluster
 * @param virtualized false: the only virtual cluster is {@code system}, and all loads go there (the
 *     control experiment)
 * @param virtualClusters application virtual clusters as written, also when {@code virtualized} is
 *     false: each names a share of tables and ranges then, all of them inside {@code system}
 * @param settings set in the system virtual cluster before scenario zero, in file order
 * @param secure whether clients use TLS and prove themselves by SCRAM-SHA-256, as they do unless a cluster is started insecure
 * @param cores of each machine
 * @param replicationFactor voters of a table range
 * @param storage engine of each node
 * @param mark of the cluster's name
 */
public record ClusterSpec(
        String name,
        List<NodeSpec> nodes,
        ClusterVersion version,
        boolean virtualized,
        List<VirtualClusterSpec> virtualClusters,
        List<Setting> settings,
        boolean secure,
        int cores,
        int replicationFactor,
        StorageEngine storage,
        SourcePosition mark) {
    public ClusterSpec {
        nodes = List.copyOf(nodes);
        virtualClusters = List.copyOf(virtualClusters);
        settings = List.copyOf(settings);
    }

    /** Where a node keeps its versions. */
    public enum StorageEngine {
        /** Chronicle Map under an ordered index. */
        CHRONICLE,
        /** Ordered map on the Java heap; for short scenarios. */
        HEAP
    }

    /** The node of that name. */
    public Optional<NodeSpec> node(String nodeName) {
        return nodes.stream().filter(node -> node.name().equals(nodeName)).findFirst();
    }

    /** The application virtual cluster of that name. */
    public Optional<VirtualClusterSpec> virtualCluster(String virtualClusterName) {
        return virtualClusters.stream()
                .filter(spec -> spec.name().equals(virtualClusterName))
                .findFirst();
    }
}
