package io.biplane.scenario.language.bind;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.language.grammar.ClusterKeys;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.model.ClusterSpec;
import io.biplane.scenario.model.NodeSpec;
import io.biplane.scenario.model.Setting;
import io.biplane.scenario.model.VirtualClusterSpec;
import io.biplane.scenario.source.Problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Binds one cluster. */
final class ClusterBinder {
    static final String DEFAULT_VIRTUAL_CLUSTER = "main";

    private final ReadContext context;

    ClusterBinder(ReadContext context) {
        this.context = context;
    }

    /** The cluster, or empty when its keys had problems; what can be judged all the same is reported. */
    Optional<ClusterSpec> bind(MapShape.Named<String, Fields> entry, ClusterNames names) {
        Fields fields = entry.value();
        checkReplication(fields);
        checkPlaces(fields, names);
        checkVirtualClusters(fields);
        checkSettings(fields, ClusterKeys.SETTINGS, Known.SYSTEM);
        if (fields.isBroken()) {
            return Optional.empty();
        }
        ClusterVersion version = fields.value(ClusterKeys.VERSION);
        return Optional.of(new ClusterSpec(
                entry.key(),
                nodes(fields),
                version,
                fields.value(ClusterKeys.VIRTUALIZED),
                virtualClusters(fields, version),
                settings(fields, ClusterKeys.SETTINGS),
                fields.value(ClusterKeys.SECURE),
                fields.value(ClusterKeys.CORES),
                fields.value(ClusterKeys.REPLICATION),
                fields.value(ClusterKeys.STORAGE),
                entry.mark()));
    }

    // ---- checks, each of the keys it can be sure of

    private void checkReplication(Fields fields) {
        if (!fields.isSure(ClusterKeys.REPLICATION)) {
            return;
        }
        int replication = fields.value(ClusterKeys.REPLICATION);
        int nodes = fields.isSure(ClusterKeys.NODES)
                ? fields.value(ClusterKeys.NODES)
                : Integer.MAX_VALUE;
        if (replication % 2 == 0) {
            context.report(
                    fields.mark(ClusterKeys.REPLICATION),
                    Problem.Kind.MEANING,
                    "replication has to be odd, is " + replication);
        } else if (replication > nodes && fields.has(ClusterKeys.REPLICATION)) {
            context.report(
                    fields.mark(ClusterKeys.REPLICATION),
                    Problem.Kind.MEANING,
                    "replication " + replication + " needs " + replication
                            + " nodes, and there are " + nodes);
        }
    }

    private void checkPlaces(Fields fields, ClusterNames names) {
        for (MapShape.Named<String, Fields> place :
                fields.optional(ClusterKeys.LOCALITIES).orElse(List.of())) {
            if (!names.mayHaveNode(place.key())) {
                int count = names.nodeCount().orElseThrow();
                context.report(
                        place.mark(),
                        Problem.Kind.MEANING,
                        "there is no node '" + place.key() + "': the cluster has " + count
                                + " nodes",
                        "nodes are n1 to n" + count);
            }
        }
    }

    private void checkVirtualClusters(Fields fields) {
        for (MapShape.Named<String, Fields> entry :
                fields.optional(ClusterKeys.VIRTUAL_CLUSTERS).orElse(List.of())) {
            if (entry.key().equals(Known.SYSTEM)) {
                context.report(
                        entry.mark(),
                        Problem.Kind.MEANING,
                        "'system' is the system virtual cluster, which every cluster has",
                        "its settings stand under the cluster's own 'settings'");
                continue;
            }
            if (fields.isSure(ClusterKeys.VERSION)) {
                checkVersion(entry, fields.value(ClusterKeys.VERSION));
            }
            checkSettings(entry.value(), ClusterKeys.VIRTUAL_SETTINGS, entry.key());
        }
    }

    private void checkVersion(MapShape.Named<String, Fields> entry, ClusterVersion version) {
        entry.value()
                .optional(ClusterKeys.VIRTUAL_VERSION)
                .filter(own -> !version.isAtLeast(own))
                .ifPresent(own -> context.report(
                        entry.value().mark(ClusterKeys.VIRTUAL_VERSION),
                        Problem.Kind.MEANING,
                        "virtual cluster '" + entry.key() + "' cannot be ahead of its cluster: "
                                + own + " is above " + version));
    }

    private void checkSettings(
            Fields fields, Key<List<MapShape.Named<String, String>>> key, String virtualCluster) {
        SettingCheck check = new SettingCheck(context);
        settings(fields, key).forEach(setting -> check.check(setting, virtualCluster));
    }

    // ---- the cluster, once all keys are sound

    private static List<NodeSpec> nodes(Fields fields) {
        int count = fields.value(ClusterKeys.NODES);
        List<String> regions = fields.value(ClusterKeys.REGIONS);
        int zones = fields.value(ClusterKeys.ZONES);
        Map<String, Fields> places = new TreeMap<>();
        fields.optional(ClusterKeys.LOCALITIES)
                .orElse(List.of())
                .forEach(place -> places.put(place.key(), place.value()));
        List<NodeSpec> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "n" + (i + 1);
            String region = regions.get(i % regions.size());
            String zone = region + "-" + (char) ('a' + i / regions.size() % zones);
            Fields place = places.get(name);
            nodes.add(place == null ? new NodeSpec(name, region, zone) : placed(name, place));
        }
        return nodes;
    }

    private static NodeSpec placed(String name, Fields place) {
        String region = place.value(ClusterKeys.NODE_REGION);
        return new NodeSpec(
                name, region, place.optional(ClusterKeys.NODE_ZONE).orElse(region + "-a"));
    }

    private static List<VirtualClusterSpec> virtualClusters(Fields fields, ClusterVersion version) {
        Optional<List<MapShape.Named<String, Fields>>> written =
                fields.optional(ClusterKeys.VIRTUAL_CLUSTERS);
        if (written.isEmpty()) {
            return List.of(new VirtualClusterSpec(
                    DEFAULT_VIRTUAL_CLUSTER, 1, version, List.of(), fields.mark()));
        }
        return written.get().stream()
                .filter(entry -> !entry.key().equals(Known.SYSTEM))
                .map(entry -> virtualCluster(entry, version))
                .toList();
    }

    private static VirtualClusterSpec virtualCluster(
            MapShape.Named<String, Fields> entry, ClusterVersion version) {
        Fields fields = entry.value();
        return new VirtualClusterSpec(
                entry.key(),
                fields.value(ClusterKeys.RANGES),
                fields.optional(ClusterKeys.VIRTUAL_VERSION).orElse(version),
                settings(fields, ClusterKeys.VIRTUAL_SETTINGS),
                entry.mark());
    }

    private static List<Setting> settings(
            Fields fields, Key<List<MapShape.Named<String, String>>> key) {
        return fields.optional(key).orElse(List.of()).stream()
                .map(entry -> new Setting(entry.key(), entry.value(), entry.mark()))
                .toList();
    }
}
