package io.biplane.sqlserver.record;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.sql.types.KeyEncoding;
import io.biplane.sql.types.KeyReader;
import io.biplane.sql.types.SqlType;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keys of the control plane's tables. */
public final class SystemTables {
    private static final long USERS = 4;
    private static final long SETTINGS = 6;
    private static final long TENANTS = 8;
    private static final long SQL_INSTANCES = 46;
    private static final long TENANT_SETTINGS = 50;
    /** Under which tenant id an override for all stands. Source: docs/reference/virtual-clusters.md §1, {@code tenant_settings}. */
    private static final long ALL_TENANTS = 0;

    private SystemTables() {}

    /** {@code system.tenants}, all rows. */
    public static Span tenants() {
        return KeyEncoding.tableSpan(Key.MIN, TENANTS);
    }

    /** {@code system.tenants}, one row. */
    public static Key tenant(TenantId tenant) {
        return KeyEncoding.int8PrimaryKey(Key.MIN, TENANTS, tenant.value());
    }

    /** {@code system.settings} of one virtual cluster, all rows. */
    public static Span settings(TenantId owner) {
        return KeyEncoding.tableSpan(prefix(owner), SETTINGS);
    }

    /** {@code system.settings} of one virtual cluster, one row. */
    public static Key setting(TenantId owner, String name) {
        return KeyEncoding.primaryKey(
                prefix(owner), SETTINGS, List.of(SqlType.STRING), List.of(name));
    }

    /** {@code system.tenant_settings}, all rows. */
    public static Span overrides() {
        return KeyEncoding.tableSpan(Key.MIN, TENANT_SETTINGS);
    }

    /** {@code system.tenant_settings}: the override for one virtual cluster. */
    public static Key override(TenantId target, String name) {
        return override(target.value(), name);
    }

    /** {@code system.tenant_settings}: the override for all. */
    public static Key overrideForAll(String name) {
        return override(ALL_TENANTS, name);
    }

    private static Key override(long target, String name) {
        return KeyEncoding.primaryKey(
                Key.MIN,
                TENANT_SETTINGS,
                List.of(SqlType.INT8, SqlType.STRING),
                List.of(target, name));
    }

    /** {@code system.users} of one virtual cluster. */
    public static Key user(TenantId owner, String name) {
        return KeyEncoding.primaryKey(prefix(owner), USERS, List.of(SqlType.STRING), List.of(name));
    }

    /** {@code system.sql_instances} of one virtual cluster, all rows. */
    public static Span sqlInstances(TenantId owner) {
        return KeyEncoding.tableSpan(prefix(owner), SQL_INSTANCES);
    }

    /** {@code system.sql_instances}: the server on one node. */
    public static Key sqlInstance(TenantId owner, NodeId node) {
        return KeyEncoding.int8PrimaryKey(prefix(owner), SQL_INSTANCES, node.value());
    }

    /** The tenant id in a key of {@code system.tenants}. */
    public static TenantId tenantOf(Key key) {
        return new TenantId(rowReader(Key.MIN, TENANTS, key).varint());
    }

    /** The name in a key of {@code system.settings}. */
    public static String settingOf(TenantId owner, Key key) {
        return text(rowReader(prefix(owner), SETTINGS, key));
    }

    /** The node in a key of {@code system.sql_instances}. */
    public static NodeId instanceOf(TenantId owner, Key key) {
        return new NodeId((int) rowReader(prefix(owner), SQL_INSTANCES, key).varint());
    }

    /** Whom a key of {@code system.tenant_settings} speaks of, and of which setting. */
    public static OverrideKey overrideOf(Key key) {
        KeyReader reader = rowReader(Key.MIN, TENANT_SETTINGS, key);
        return new OverrideKey(reader.varint(), text(reader));
    }

    /**
     * Key of an override.
     *
     * @param target tenant id; 0 means all
     */
    public record OverrideKey(long target, String name) {
        public boolean isForAll() {
            return target == ALL_TENANTS;
        }
    }

    private static KeyReader rowReader(Key prefix, long table, Key key) {
        Key index = KeyEncoding.indexPrefix(prefix, table, KeyEncoding.PRIMARY_INDEX_ID);
        return new KeyReader(key, index.length());
    }

    private static String text(KeyReader reader) {
        return new String(reader.bytes(), StandardCharsets.UTF_8);
    }

    private static Key prefix(TenantId owner) {
        return KeyEncoding.tenantPrefix(owner.value());
    }
}
