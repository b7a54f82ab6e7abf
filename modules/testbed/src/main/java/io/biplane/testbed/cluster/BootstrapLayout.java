package io.biplane.testbed.cluster;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.config.KvCostModel;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.server.ServiceMode;
import io.biplane.kvserver.bootstrap.BootstrapPlan;
import io.biplane.kvserver.bootstrap.RangeSeed;
import io.biplane.kvserver.node.KvNodeConfig;
import io.biplane.kvserver.replica.ReplicaObserver;
import io.biplane.kvserver.replica.ReplicaSettings;
import io.biplane.node.supervisor.NodeBoot;
import io.biplane.settings.registry.SettingAssignment;
import io.biplane.settings.registry.SettingDefinition;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingsRegistry;
import io.biplane.sql.types.KeyEncoding;
import io.biplane.sqlserver.record.DataState;
import io.biplane.sqlserver.record.RowCodec;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays a new cluster out: which ranges there are, and which rows of the control plane they begin with. Stands for what
 * {@code cockroach init --virtualized} leaves behind, with the first tables split in advance as {@code workload init --splits}
 * does.
 */
final class BootstrapLayout {
    /** Ids of application virtual clusters begin here. Source: docs/reference/virtual-clusters.md §1. */
    static final long FIRST_APPLICATION_TENANT = 3;
    /** Replicas of meta, liveness and system ranges. Source: docs/reference/operations.md §7. */
    private static final int SYSTEM_REPLICATION = 5;

    /**
     * Borders of virtual clusters to come. A range never straddles a border, and ranges do not split by themselves yet, so the
     * borders of the next ones are there from the start: that many can be created, less one (docs/decisions/0065).
     */
    static final int SPARE_TENANTS = 4;

    private static final String ROOT_USER = "root";

    private BootstrapLayout() {}

    static BootstrapPlan plan(ClusterConfig config) {
        BootstrapPlan.Builder builder = BootstrapPlan.over(candidates(config));
        builder.range(Keyspace.META.start(), SYSTEM_REPLICATION);
        builder.range(Keyspace.LIVENESS.start(), SYSTEM_REPLICATION);
        builder.range(Keyspace.SYSTEM_LOCAL.start(), SYSTEM_REPLICATION);
        builder.range(Keyspace.SYSTEM_TABLES.start(), SYSTEM_REPLICATION);
        builder.range(Keyspace.TENANTS_START, config.storage().replicationFactor());
        addTables(builder, config);
        addRows(builder, config);
        return builder.build();
    }

    private static List<BootstrapPlan.Candidate> candidates(ClusterConfig config) {
        List<BootstrapPlan.Candidate> candidates = new ArrayList<>();
        for (NodeConfig node : config.nodes()) {
            candidates.add(new BootstrapPlan.Candidate(new NodeId(node.number()), node.zone()));
        }
        return candidates;
    }

    private static void addTables(BootstrapPlan.Builder builder, ClusterConfig config) {
        int replication = config.storage().replicationFactor();
        for (int i = 0; config.virtualized() && i < SPARE_TENANTS; i++) {
            TenantId spare = tenant(config.virtualClusters().size() + i);
            builder.range(KeyEncoding.tenantPrefix(spare.value()), replication);
        }
        for (int i = 0; i < config.virtualClusters().size(); i++) {
            Place place = place(config, i);
            if (config.virtualized()) {
                builder.range(place.prefix(), replication);
            }
            builder.range(KeyEncoding.tablePrefix(place.prefix(), place.tableId()), replication);
            int ranges = config.virtualClusters().get(i).ranges();
            for (int split = 1; split < ranges; split++) {
                long key = splitPoint(split, ranges);
                builder.range(
                        KeyEncoding.int8PrimaryKey(place.prefix(), place.tableId(), key),
                        replication);
            }
        }
    }

    /** Where the first table of an entry of the configuration lies. */
    private record Place(Key prefix, long tableId) {
        Span span() {
            return KeyEncoding.tableSpan(prefix, tableId);
        }
    }

    private static Place place(ClusterConfig config, int index) {
        return config.virtualized()
                ? new Place(
                        KeyEncoding.tenantPrefix(tenant(index).value()),
                        KeyEncoding.FIRST_USER_TABLE_ID)
                : new Place(Key.MIN, KeyEncoding.FIRST_USER_TABLE_ID + index);
    }

    private static TenantId tenant(int index) {
        return new TenantId(FIRST_APPLICATION_TENANT + index);
    }

    /** The {@code split}-th of the points that cut all 2^64 keys into {@code ranges} equal parts. */
    static long splitPoint(int split, int ranges) {
        return BigInteger.ONE
                .shiftLeft(64)
                .multiply(BigInteger.valueOf(split))
                .divide(BigInteger.valueOf(ranges))
                .add(BigInteger.valueOf(Long.MIN_VALUE))
                .longValueExact();
    }

    private static void addRows(BootstrapPlan.Builder builder, ClusterConfig config) {
        addTenantRows(builder, TenantRecord.SYSTEM, config.version(), systemSettings(config));
        if (!config.virtualized()) {
            return;
        }
        for (int i = 0; i < config.virtualClusters().size(); i++) {
            VirtualClusterConfig cluster = config.virtualClusters().get(i);
            TenantRecord row = new TenantRecord(
                    tenant(i), cluster.name(), DataState.READY, ServiceMode.SHARED);
            ClusterVersion version = cluster.version().orElse(config.version());
            addTenantRows(builder, row, version, cluster.settings());
        }
    }

    private static void addTenantRows(
            BootstrapPlan.Builder builder,
            TenantRecord tenant,
            ClusterVersion version,
            List<SettingAssignment> settings) {
        builder.row(SystemTables.tenant(tenant.id()), tenant.encode());
        builder.row(SystemTables.user(tenant.id(), ROOT_USER), RowCodec.encode(""));
        builder.row(
                SystemTables.setting(tenant.id(), SettingNames.VERSION),
                RowCodec.encode(version.toString()));
        for (SettingAssignment setting : settings) {
            SettingDefinition definition = SettingsRegistry.instance().require(setting.name());
            builder.row(
                    SystemTables.setting(tenant.id(), definition.name()),
                    RowCodec.encode(definition.canonical(setting.value())));
        }
    }

    /** What initialising sets, then what the configuration says. Source: docs/reference/virtual-clusters.md §1. */
    private static List<SettingAssignment> systemSettings(ClusterConfig config) {
        List<SettingAssignment> settings = new ArrayList<>();
        if (config.virtualized()) {
            Optional<String> first = config.virtualClusters().stream()
                    .map(VirtualClusterConfig::name)
                    .findFirst();
            settings.add(
                    new SettingAssignment(SettingNames.DEFAULT_TARGET, first.orElse("system")));
            settings.add(new SettingAssignment(SettingNames.RANGEFEED, "true"));
        }
        settings.addAll(config.settings());
        return settings;
    }

    static NodeBoot node(
            ClusterConfig config, BootstrapPlan plan, SimNode node, ReplicaObserver observer) {
        return new NodeBoot(
                node.id(),
                node.binary(),
                new KvNodeConfig.Cluster(candidates(config), plan),
                config.version(),
                new NodeBoot.Kv(
                        config.storage().engine(),
                        ReplicaSettings.of(config.storage().kv(), KvCostModel.defaults()),
                        observer));
    }

    static List<RangeDescriptor> tableRanges(
            ClusterConfig config, BootstrapPlan plan, String virtualCluster) {
        List<RangeDescriptor> ranges = new ArrayList<>();
        for (int i = 0; i < config.virtualClusters().size(); i++) {
            if (config.virtualClusters().get(i).name().equals(virtualCluster)) {
                Span table = place(config, i).span();
                for (RangeSeed seed : plan.seeds()) {
                    if (seed.descriptor().span().overlaps(table)) {
                        ranges.add(seed.descriptor());
                    }
                }
            }
        }
        return ranges;
    }

    static ClusterVersion initialVersion(ClusterConfig config, String virtualCluster) {
        for (VirtualClusterConfig cluster : config.virtualClusters()) {
            if (config.virtualized() && cluster.name().equals(virtualCluster)) {
                return cluster.version().orElse(config.version());
            }
        }
        return config.version();
    }
}
