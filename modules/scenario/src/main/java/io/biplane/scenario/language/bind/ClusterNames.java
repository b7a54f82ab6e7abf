package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.grammar.ClusterKeys;
import io.biplane.scenario.language.grammar.ScenarioKeys;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.syntax.Tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What can be named in a cluster, as far as it is sure: a mistake under another key of the cluster takes nothing of it away.
 *
 * @param nodeCount nodes are n1 and up
 * @param virtualClusters with system
 */
record ClusterNames(
        String cluster, Optional<Integer> nodeCount, Optional<List<String>> virtualClusters) {
    /** Nothing is sure. */
    static final ClusterNames UNKNOWN = new ClusterNames("", Optional.empty(), Optional.empty());

    /** Names of a cluster of the whole file {@code tree}. */
    static ClusterNames of(MapShape.Named<String, Fields> cluster, Tree tree) {
        Fields fields = cluster.value();
        Optional<Integer> nodes = fields.isSure(ClusterKeys.NODES)
                ? Optional.of(fields.value(ClusterKeys.NODES))
                : Optional.empty();
        Optional<List<String>> virtualClusters;
        if (fields.has(ClusterKeys.VIRTUAL_CLUSTERS)) {
            virtualClusters = tree.at(
                            ScenarioKeys.CLUSTERS.name(),
                            cluster.text(),
                            ClusterKeys.VIRTUAL_CLUSTERS.name())
                    .filter(Tree.Mapping.class::isInstance)
                    .map(Tree::keys);
        } else {
            virtualClusters = fields.isSure(ClusterKeys.VIRTUAL_CLUSTERS)
                    ? Optional.of(List.of(ClusterBinder.DEFAULT_VIRTUAL_CLUSTER))
                    : Optional.empty();
        }
        return new ClusterNames(
                cluster.key(), nodes, virtualClusters.map(ClusterNames::withSystem));
    }

    private static List<String> withSystem(List<String> names) {
        return Stream.concat(Stream.of(Known.SYSTEM), names.stream()).distinct().toList();
    }

    /** Whether a node may have this name. */
    boolean mayHaveNode(String node) {
        return nodeCount.isEmpty()
                || IntStream.rangeClosed(1, nodeCount.get()).anyMatch(i -> node.equals("n" + i));
    }
}
