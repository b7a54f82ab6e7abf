package io.biplane.sqlserver.control;

import io.biplane.base.id.TenantId;
import io.biplane.base.invariant.Invariant;
import io.biplane.base.key.Key;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.sqlserver.record.RowCodec;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads whole tables of the control plane in one batch: all lie in one range, so the batch is one instant. */
public final class ControlRows {
    /** More rows than this in one table are refused by design: settings and virtual clusters are few. */
    private static final int ROWS_MAX = 10_000;

    private ControlRows() {}

    /** Requests for everything {@link ControlState} holds. */
    public static List<KvRequest> systemRequests() {
        return List.of(
                new KvRequest.Scan(SystemTables.tenants(), ROWS_MAX, false),
                new KvRequest.Scan(SystemTables.settings(TenantId.SYSTEM), ROWS_MAX, false),
                new KvRequest.Scan(SystemTables.overrides(), ROWS_MAX, false));
    }

    /** The state in the answers to {@link #systemRequests}. */
    public static ControlState system(List<KvResponse> responses) {
        TreeMap<TenantId, TenantRecord> tenants = new TreeMap<>();
        for (KvResponse.Row row : rows(responses.get(0))) {
            TenantId id = SystemTables.tenantOf(row.key());
            tenants.put(id, TenantRecord.decode(id, row.value()));
        }
        TreeMap<Long, SortedMap<String, String>> overrides = new TreeMap<>();
        for (KvResponse.Row row : rows(responses.get(2))) {
            ControlState.collect(
                    overrides, SystemTables.overrideOf(row.key()), RowCodec.decodeOne(row.value()));
        }
        return new ControlState(tenants, settings(TenantId.SYSTEM, responses.get(1)), overrides);
    }

    /** Request for a virtual cluster's own settings. */
    public static KvRequest settingsRequest(TenantId owner) {
        return new KvRequest.Scan(SystemTables.settings(owner), ROWS_MAX, false);
    }

    /** A virtual cluster's own settings in the answer. */
    public static SortedMap<String, String> settings(TenantId owner, KvResponse response) {
        TreeMap<String, String> settings = new TreeMap<>();
        for (KvResponse.Row row : rows(response)) {
            settings.put(SystemTables.settingOf(owner, row.key()), RowCodec.decodeOne(row.value()));
        }
        return settings;
    }

    /** All rows of a scan that must have been complete. */
    public static List<KvResponse.Row> rows(KvResponse response) {
        KvResponse.Rows rows = (KvResponse.Rows) response;
        Key last = rows.resume().orElse(Key.MIN);
        Invariant.check(
                rows.resume().isEmpty() || rows.rows().size() < ROWS_MAX,
                () -> "a control table has more than " + ROWS_MAX + " rows, up to " + last);
        return rows.rows();
    }
}
