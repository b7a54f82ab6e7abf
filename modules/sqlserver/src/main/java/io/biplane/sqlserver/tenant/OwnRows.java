package io.biplane.sqlserver.tenant;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.sql.catalog.CatalogKeys;
import io.biplane.sql.types.KeyEncoding;
import io.biplane.sqlserver.control.ControlRows;
import io.biplane.sqlserver.record.InstanceRecord;
import io.biplane.sqlserver.record.SystemTables;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tenant server's copy of its virtual cluster's own rows: settings, table descriptors, SQL servers. Immutable.
 *
 * @param settings own values by name
 * @param descriptors table descriptors by key; the arrays are not to be changed
 * @param instances the virtual cluster's SQL servers
 */
record OwnRows(
        SortedMap<String, String> settings,
        SortedMap<Key, byte[]> descriptors,
        SortedMap<NodeId, InstanceRecord> instances) {
    private static final int ROWS_MAX = 10_000;

    /** Nothing read yet. */
    static final OwnRows NONE = new OwnRows(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    /** The batch that reads them; all lie in one range. */
    static List<KvRequest> requests(TenantId tenant) {
        Key prefix = KeyEncoding.tenantPrefix(tenant.value());
        return List.of(
                ControlRows.settingsRequest(tenant),
                new KvRequest.Scan(CatalogKeys.descriptors(prefix), ROWS_MAX, false),
                new KvRequest.Scan(SystemTables.sqlInstances(tenant), ROWS_MAX, false));
    }

    static OwnRows read(TenantId tenant, List<KvResponse> responses) {
        TreeMap<Key, byte[]> descriptors = new TreeMap<>();
        for (KvResponse.Row row : ControlRows.rows(responses.get(1))) {
            descriptors.put(row.key(), row.value());
        }
        TreeMap<NodeId, InstanceRecord> instances = new TreeMap<>();
        for (KvResponse.Row row : ControlRows.rows(responses.get(2))) {
            instances.put(
                    SystemTables.instanceOf(tenant, row.key()), InstanceRecord.decode(row.value()));
        }
        return new OwnRows(ControlRows.settings(tenant, responses.get(0)), descriptors, instances);
    }

    Optional<byte[]> descriptor(Key key) {
        return Optional.ofNullable(descriptors.get(key));
    }

    boolean hasSameDescriptors(OwnRows other) {
        if (!descriptors.keySet().equals(other.descriptors.keySet())) {
            return false;
        }
        for (Map.Entry<Key, byte[]> entry : descriptors.entrySet()) {
            if (!Arrays.equals(entry.getValue(), other.descriptors.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
