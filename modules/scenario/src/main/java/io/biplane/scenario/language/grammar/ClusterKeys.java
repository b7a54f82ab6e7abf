package io.biplane.scenario.language.grammar;

import static io.biplane.scenario.language.schema.Key.defaulted;
import static io.biplane.scenario.language.schema.Key.optional;
import static io.biplane.scenario.language.schema.Key.required;

import io.biplane.base.id.ClusterVersion;
import io.biplane.scenario.language.schema.Drawable;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.ListShape;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.language.types.Quantities;
import io.biplane.scenario.model.ClusterSpec;

import java.util.List;

/** Keys of {@code clusters.<name>} and of the virtual clusters in it. */
public final class ClusterKeys {
    /** Settings by name. */
    public static final MapShape<String, String> SETTINGS_SHAPE =
            new MapShape<>(Names.SETTING, Names.TEXT, 0);

    public static final Key<Integer> RANGES = defaulted(
            "ranges",
            new Drawable<>(Quantities.count("range-count", 1, 100_000)),
            "1",
            "Ranges into which the table of each load here is split before the scenario begins.");
    public static final Key<ClusterVersion> VIRTUAL_VERSION = optional(
            "version",
            Names.VERSION,
            "Active version at the start; the cluster's by default, and never above it.");
    public static final Key<List<MapShape.Named<String, String>>> VIRTUAL_SETTINGS = optional(
            "settings",
            SETTINGS_SHAPE,
            "Cluster settings set inside this virtual cluster before the scenario begins.");

    /** One virtual cluster. */
    public static final SectionShape VIRTUAL_CLUSTER = SectionShape.of(
            "virtual-cluster",
            "An application virtual cluster: a data plane with its own SQL servers, settings and "
                    + "version.",
            RANGES,
            VIRTUAL_VERSION,
            VIRTUAL_SETTINGS);

    public static final Key<String> NODE_REGION =
            required("region", Names.NAME_TYPE, "Region the node stands in.");
    public static final Key<String> NODE_ZONE = optional(
            "zone",
            Names.NAME_TYPE,
            "Zone the node stands in; the region's name and -a by default.");

    /** Place of one node. */
    public static final SectionShape LOCALITY =
            SectionShape.of("locality", "Where one node stands.", NODE_REGION, NODE_ZONE);

    public static final Key<Integer> NODES = defaulted(
            "nodes",
            new Drawable<>(Quantities.count("node-count", 1, 300)),
            "3",
            "Nodes, called n1 and up.");
    public static final Key<List<String>> REGIONS = defaulted(
            "regions",
            ListShape.oneOrMore(Names.NAME_TYPE),
            "us-east",
            "Regions; nodes are dealt to them in turn.");
    public static final Key<Integer> ZONES = defaulted(
            "zones_per_region",
            Quantities.count("zone-count", 1, 26),
            "3",
            "Zones in each region, called <region>-a and up; a region's nodes are dealt to them in "
                    + "turn.");
    public static final Key<List<MapShape.Named<String, Fields>>> LOCALITIES = optional(
            "localities",
            new MapShape<>(Names.NODE, LOCALITY, 0),
            "Places of single nodes, in place of the dealing.");
    public static final Key<ClusterVersion> VERSION = defaulted(
            "version",
            Names.VERSION,
            "25.2",
            "Release of every binary at the start, and the cluster's active version.");
    public static final Key<Boolean> VIRTUALIZED = defaulted(
            "virtualized",
            Names.BOOLEAN,
            "true",
            "Whether the virtual clusters exist. If false, the only virtual cluster is system and "
                    + "every load goes there,"
                    + " with as many ranges: the control experiment.");
    public static final Key<List<MapShape.Named<String, Fields>>> VIRTUAL_CLUSTERS = optional(
            "virtual_clusters",
            new MapShape<>(Names.NAME_TYPE, VIRTUAL_CLUSTER, 0),
            "Application virtual clusters by name; by default one called main with one range.");
    public static final Key<List<MapShape.Named<String, String>>> SETTINGS = optional(
            "settings",
            SETTINGS_SHAPE,
            "Cluster settings set in the system virtual cluster before the scenario begins.");
    public static final Key<Boolean> SECURE = defaulted(
            "secure",
            Names.BOOLEAN,
            "true",
            "Whether a connection is made with TLS and SCRAM-SHA-256: six round trips in place of two"
                    + " (--insecure).");
    public static final Key<Integer> CORES = defaulted(
            "cores",
            Quantities.count("core-count", 1, 256),
            "4",
            "Processor cores of each machine.");
    public static final Key<Integer> REPLICATION = defaulted(
            "replication",
            Quantities.count("replication-factor", 1, 7),
            "3",
            "Voters of each table range (num_replicas of the default zone); odd. System ranges "
                    + "have 5 when the nodes suffice.");
    public static final Key<ClusterSpec.StorageEngine> STORAGE = defaulted(
            "storage",
            ScalarType.oneOf(
                    "storage-engine",
                    "storage engine",
                    Names.wordsOf(ClusterSpec.StorageEngine.values())),
            "chronicle",
            "Engine that keeps each node's versions: chronicle (Chronicle Map) or heap.");

    /** One cluster. */
    public static final SectionShape CLUSTER = SectionShape.of(
            "cluster",
            "A physical cluster: nodes that share one keyspace, and the virtual clusters on them."
                    + " This release simulates one cluster a scenario.",
            NODES,
            REGIONS,
            ZONES,
            LOCALITIES,
            VERSION,
            VIRTUALIZED,
            VIRTUAL_CLUSTERS,
            SETTINGS,
            SECURE,
            CORES,
            REPLICATION,
            STORAGE);

    private ClusterKeys() {}
}
