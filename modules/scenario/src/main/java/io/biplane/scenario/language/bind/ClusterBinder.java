package io.biplane.scenario.language.bind;

import io.biplane.kv.api.ClusterVersion;
import io.biplane.scenario.language.keys.ClusterKeys;
import io.biplane.scenario.language.shape.Fields;
import io.biplane.scenario.language.shape.MapShape;
import io.biplane.scenario.language.shape.ReadContext;
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
    private static final String DEFAULT_VIRTUAL_CLUSTER = "main";

    private final ReadContext context;

    ClusterBinder(ReadContext context) {
        this.context = context;
    }

    /** The cluster, or empty when its keys had problems. */
    Optional<ClusterSpec> bind(MapShape.Named<String, Fields> entry) {
        Fields fields = entry.value();
        if (fields.isBroken()) {
            return Optional.empty();
        }
        ClusterVersion version = fields.value(ClusterKeys.VERSION);
        List<NodeSpec> nodes = nodes(fields);
        int replication = fields.value(ClusterKeys.REPLICATION);
        checkReplication(fields, nodes.size(), replication);
        return Optional.of(new ClusterSpec(
                entry.key(),
                nodes,
                version,
                fields.value(ClusterKeys.VIRTUALIZED),
                virtualClusters(fields, version),
                settings(fields.optional(ClusterKeys.SETTINGS), Known.SYSTEM),
                fields.value(ClusterKeys.SECURE),
                fields.value(ClusterKeys.CORES),
                replication,
                fields.value(ClusterKeys.STORAGE),
                entry.mark()));
    }

    private void checkReplication(Fields fields, int nodes, int replication) {
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

    private List<NodeSpec> nodes(Fields fields) {
        int count = fields.value(ClusterKeys.NODES);
        List<String> regions = fields.value(ClusterKeys.REGIONS);
        int zones = fields.value(ClusterKeys.ZONES);
        Map<String, Fields> places = places(fields, count);
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

    private Map<String, Fields> places(Fields fields, int count) {
        Map<String, Fields> places = new TreeMap<>();
        for (MapShape.Named<String, Fields> place :
                fields.optional(ClusterKeys.LOCALITIES).orElse(List.of())) {
            if (Integer.parseInt(place.key().substring(1)) > count) {
                context.report(
                        place.mark(),
                        Problem.Kind.MEANING,
                        "there is no node '" + place.key() + "': the cluster has " + count
                                + " nodes",
                        "nodes are n1 to n" + count);
            }
            places.put(place.key(), place.value());
        }
        return places;
    }

    private List<VirtualClusterSpec> virtualClusters(Fields fields, ClusterVersion version) {
        Optional<List<MapShape.Named<String, Fields>>> written =
                fields.optional(ClusterKeys.VIRTUAL_CLUSTERS);
        if (written.isEmpty()) {
            return List.of(new VirtualClusterSpec(
                    DEFAULT_VIRTUAL_CLUSTER, 1, version, List.of(), fields.mark()));
        }
        List<VirtualClusterSpec> specs = new ArrayList<>();
        for (MapShape.Named<String, Fields> entry : written.get()) {
            if (entry.key().equals(Known.SYSTEM)) {
                context.report(
                        entry.mark(),
                        Problem.Kind.MEANING,
                        "'system' is the system virtual cluster, which every cluster has",
                        "its settings stand under the cluster's own 'settings'");
                continue;
            }
            specs.add(virtualCluster(entry, version));
        }
        return specs;
    }

    private VirtualClusterSpec virtualCluster(
            MapShape.Named<String, Fields> entry, ClusterVersion version) {
        Fields fields = entry.value();
        ClusterVersion own = fields.optional(ClusterKeys.VIRTUAL_VERSION).orElse(version);
        if (!version.isAtLeast(own)) {
            context.report(
                    fields.mark(ClusterKeys.VIRTUAL_VERSION),
                    Problem.Kind.MEANING,
                    "virtual cluster '" + entry.key() + "' cannot be ahead of its cluster: " + own
                            + " is above " + version);
        }
        return new VirtualClusterSpec(
                entry.key(),
                fields.value(ClusterKeys.RANGES),
                own,
                settings(fields.optional(ClusterKeys.VIRTUAL_SETTINGS), entry.key()),
                entry.mark());
    }

    private List<Setting> settings(
            Optional<List<MapShape.Named<String, String>>> written, String virtualCluster) {
        List<Setting> settings = written.orElse(List.of()).stream()
                .map(entry -> new Setting(entry.key(), entry.value(), entry.mark()))
                .toList();
        settings.forEach(setting -> new SettingCheck(context).check(setting, virtualCluster));
        return settings;
    }
}
