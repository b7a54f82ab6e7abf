package io.biplane.testbed.runner;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.keys.KeyPrinter;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.NodeSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.timeline.RangeRef;
import io.biplane.scenario.timeline.Target;
import io.biplane.testbed.cluster.SimCluster;
import io.biplane.testbed.cluster.SimNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds the nodes a target means at the moment it is asked. */
final class Targets {
    private final Scenario scenario;
    private final SimCluster cluster;
    private final UnaryOperator<String> gatewayOf;
    private final SimRandom random;

    /**
     * Over one cluster.
     *
     * @param gatewayOf node of a client's session by the client's name; empty text when unknown
     */
    Targets(
            Scenario scenario,
            SimCluster cluster,
            UnaryOperator<String> gatewayOf,
            SimRandom random) {
        this.scenario = scenario;
        this.cluster = cluster;
        this.gatewayOf = gatewayOf;
        this.random = random;
    }

    /**
     * Names of the nodes, without repeats; empty when a role is held by nobody right now.
     *
     * @param others nodes the step's other side names, for {@code others}
     */
    Optional<List<String>> resolve(List<Target> targets, Set<String> others) {
        Set<String> names = new LinkedHashSet<>();
        for (Target target : targets) {
            List<String> found = resolve(target, others);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            names.addAll(found);
        }
        return Optional.of(new ArrayList<>(names));
    }

    /** The range a reference means; empty when there is none of that number. */
    Optional<RangeDescriptor> range(RangeRef reference) {
        if (reference instanceof RangeRef.OfTable table) {
            List<RangeDescriptor> ranges = cluster.tableRanges(table.virtualCluster());
            List<String> tables = scenario.loads().stream()
                    .filter(load -> load.virtualCluster().equals(table.virtualCluster()))
                    .map(LoadSpec::name)
                    .toList();
            // Only the first table is pre-split; those after it lie behind its last split point.
            boolean isFirst = tables.isEmpty() || tables.get(0).equals(table.table());
            int index = isFirst ? table.index() - 1 : ranges.size() - 1;
            return index < ranges.size() ? Optional.of(ranges.get(index)) : Optional.empty();
        }
        if (reference instanceof RangeRef.OfSystem system) {
            return Optional.of(
                    system.range() == RangeRef.SystemRange.META
                            ? cluster.metaRange()
                            : cluster.livenessRange());
        }
        return cluster.range(new RangeId(((RangeRef.ById) reference).rangeId()));
    }

    /** What people call a range: {@code main.kv/3}, {@code system.liveness}, {@code r7}. */
    String nameOf(String rangeId) {
        RangeId id = RangeId.parse(rangeId);
        if (cluster.livenessRange().id().equals(id)) {
            return "system.liveness";
        }
        if (cluster.metaRange().id().equals(id)) {
            return "system.meta";
        }
        if (cluster.systemTablesRange().id().equals(id)) {
            return "system.tables";
        }
        for (var virtualCluster : scenario.cluster().virtualClusters()) {
            List<RangeDescriptor> ranges = cluster.tableRanges(virtualCluster.name());
            for (int i = 0; i < ranges.size(); i++) {
                if (ranges.get(i).id().equals(id)) {
                    String table = scenario.loads().stream()
                            .filter(load -> load.virtualCluster().equals(virtualCluster.name()))
                            .map(LoadSpec::name)
                            .findFirst()
                            .orElse("data");
                    return virtualCluster.name() + "." + table + "/" + (i + 1);
                }
            }
        }
        return cluster.range(id)
                .map(range -> id + " " + KeyPrinter.print(range.span().start()))
                .orElse(id.toString());
    }

    private List<String> resolve(Target target, Set<String> others) {
        if (target instanceof Target.Named named) {
            return List.of(named.node());
        }
        if (target instanceof Target.OfRange ofRange) {
            return range(ofRange.range())
                    .flatMap(range -> holder(ofRange.role(), range))
                    .map(node -> List.of(node.hostName()))
                    .orElse(List.of());
        }
        if (target instanceof Target.Gateway gateway) {
            String node = gatewayOf.apply(gateway.load() + "-" + gateway.clientNumber());
            return node.isEmpty() ? List.of() : List.of(node);
        }
        if (target instanceof Target.OfPlace place) {
            return scenario.cluster().nodes().stream()
                    .filter(node -> place.kind() == Target.PlaceKind.REGION
                            ? node.region().equals(place.place())
                            : node.zone().equals(place.place()))
                    .map(NodeSpec::name)
                    .toList();
        }
        return group(((Target.Group) target).kind(), others);
    }

    private Optional<NodeId> holder(Target.RangeRole role, RangeDescriptor range) {
        return switch (role) {
            case LEASEHOLDER -> running(cluster.leaseholder(range.id()));
            case LEADER -> running(cluster.leader(range.id()));
            case FOLLOWER ->
                range.replicas().stream()
                        .map(ReplicaDescriptor::node)
                        .filter(node -> cluster.leaseholder(range.id())
                                .filter(node::equals)
                                .isEmpty())
                        .filter(node ->
                                cluster.leader(range.id()).filter(node::equals).isEmpty())
                        .sorted()
                        .findFirst();
        };
    }

    private Optional<NodeId> running(Optional<NodeId> node) {
        return node.filter(id -> cluster.node(id).isRunning());
    }

    private List<String> group(Target.GroupKind kind, Set<String> others) {
        return switch (kind) {
            case ALL_NODES -> names(cluster.nodes());
            case OTHERS ->
                names(cluster.nodes().stream()
                        .filter(node -> !others.contains(node.name()))
                        .toList());
            case ANY_NODE -> {
                List<SimNode> running =
                        cluster.nodes().stream().filter(SimNode::isRunning).toList();
                yield running.isEmpty()
                        ? List.of()
                        : List.of(running.get(random.nextInt(running.size())).name());
            }
            case LIVENESS_QUORUM -> livenessQuorum();
        };
    }

    /** As few voters as break the quorum of the liveness range, its leaseholder first. */
    private List<String> livenessQuorum() {
        RangeDescriptor range = cluster.livenessRange();
        List<String> voters = new ArrayList<>();
        cluster.leaseholder(range.id()).ifPresent(node -> voters.add(node.hostName()));
        for (ReplicaDescriptor replica : range.replicas()) {
            if (!voters.contains(replica.node().hostName())) {
                voters.add(replica.node().hostName());
            }
        }
        return voters.subList(0, (range.replicas().size() + 1) / 2);
    }

    private static List<String> names(List<SimNode> nodes) {
        return nodes.stream().map(SimNode::name).toList();
    }
}
