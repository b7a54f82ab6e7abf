package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.scenario.model.ClusterSpec;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.NodeSpec;
import io.biplane.scenario.model.VirtualClusterSpec;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.RangeRef;
import io.biplane.scenario.timeline.Target;

import java.util.List;
import java.util.Optional;

/**
 * What names can refer to, and the checks that they do.
 *
 * @param cluster empty when it could not be bound
 * @param names what is sure of its names even then
 * @param loadNames as written, also of loads with problems
 * @param loads those without problems
 * @param stepNames ids, ids of groups, and verbs of all steps
 */
record Known(
        Optional<ClusterSpec> cluster,
        ClusterNames names,
        List<String> loadNames,
        List<LoadSpec> loads,
        List<String> stepNames,
        ReadContext context) {
    static final String SYSTEM = "system";

    Known withLoads(List<LoadSpec> bound) {
        return new Known(cluster, names, loadNames, bound, stepNames, context);
    }

    /** Reports a name that refers to nothing. */
    private void missing(SourcePosition mark, String what, String name, List<String> known) {
        context.report(
                mark,
                Problem.Kind.MEANING,
                "there is no " + what + " '" + name + "'" + Suggestion.hint(name, known),
                known.isEmpty() ? "the file names none" : "known: " + abbreviated(known));
    }

    private static String abbreviated(List<String> known) {
        return known.size() <= 12
                ? String.join(", ", known)
                : String.join(", ", known.subList(0, 3)) + ", … " + known.get(known.size() - 1);
    }

    void checkNode(String node, SourcePosition mark) {
        if (!names.mayHaveNode(node)) {
            int count = names.nodeCount().orElseThrow();
            context.report(
                    mark,
                    Problem.Kind.MEANING,
                    "there is no node '" + node + "': cluster '" + names.cluster() + "' has "
                            + count + " nodes",
                    "nodes are n1 to n" + count);
        }
    }

    void checkVirtualCluster(String name, SourcePosition mark) {
        names.virtualClusters()
                .filter(all -> !all.contains(name))
                .ifPresent(all -> missing(mark, "virtual cluster", name, all));
    }

    Optional<LoadSpec> checkLoad(String name, SourcePosition mark) {
        if (!loadNames.contains(name)) {
            missing(mark, "load", name, loadNames);
        }
        return loads.stream().filter(load -> load.name().equals(name)).findFirst();
    }

    void checkStep(String name, SourcePosition mark) {
        if (!stepNames.contains(name)) {
            missing(mark, "step or verb in the timeline called", name, stepNames);
        }
    }

    void checkTarget(Target target) {
        if (target instanceof Target.Named named) {
            checkNode(named.node(), named.mark());
        } else if (target instanceof Target.OfRange role) {
            checkRange(role.range(), role.mark());
        } else if (target instanceof Target.Gateway gateway) {
            checkClient(gateway);
        } else if (target instanceof Target.OfPlace place) {
            checkPlace(place);
        }
    }

    private void checkClient(Target.Gateway gateway) {
        Optional<LoadSpec> load = checkLoad(gateway.load(), gateway.mark());
        if (load.isPresent() && gateway.clientNumber() > load.get().clients()) {
            context.report(
                    gateway.mark(),
                    Problem.Kind.MEANING,
                    "load '" + gateway.load() + "' has " + load.get().clients()
                            + " clients, so there is no client " + gateway.clientNumber());
        }
    }

    private void checkPlace(Target.OfPlace place) {
        cluster.ifPresent(spec -> {
            boolean region = place.kind() == Target.PlaceKind.REGION;
            List<String> places = spec.nodes().stream()
                    .map(region ? NodeSpec::region : NodeSpec::zone)
                    .distinct()
                    .toList();
            if (!places.contains(place.place())) {
                missing(place.mark(), region ? "region" : "zone", place.place(), places);
            }
        });
    }

    void checkRange(RangeRef range, SourcePosition mark) {
        if (!(range instanceof RangeRef.OfTable table)) {
            return;
        }
        checkVirtualCluster(table.virtualCluster(), mark);
        Optional<LoadSpec> load = checkLoad(table.table(), mark);
        if (load.isEmpty() || cluster.isEmpty()) {
            return;
        }
        if (!load.get().virtualCluster().equals(table.virtualCluster())) {
            context.report(
                    mark,
                    Problem.Kind.MEANING,
                    "load '" + table.table() + "' lives in virtual cluster '"
                            + load.get().virtualCluster() + "', not in '" + table.virtualCluster()
                            + "'",
                    "write " + load.get().virtualCluster() + "." + table.table());
            return;
        }
        int ranges = cluster.get()
                .virtualCluster(table.virtualCluster())
                .map(VirtualClusterSpec::ranges)
                .orElse(1);
        if (table.index() > ranges) {
            context.report(
                    mark,
                    Problem.Kind.MEANING,
                    "table '" + table.table() + "' has " + ranges
                            + (ranges == 1 ? " range" : " ranges") + ", so there is no range "
                            + table.index(),
                    "set virtual_clusters." + table.virtualCluster() + ".ranges");
        }
    }
}
