package io.biplane.sqlserver.record;

import io.biplane.base.id.TenantId;
import io.biplane.kv.server.ServiceMode;

import java.util.List;

/**
 * A row of {@code system.tenants}.
 *
 * @param name unique among those not being dropped
 */
public record TenantRecord(TenantId id, String name, DataState dataState, ServiceMode serviceMode) {
    /** The system virtual cluster's row, which never changes. */
    public static final TenantRecord SYSTEM =
            new TenantRecord(TenantId.SYSTEM, "system", DataState.READY, ServiceMode.SHARED);

    public TenantRecord withServiceMode(ServiceMode mode) {
        return new TenantRecord(id, name, dataState, mode);
    }

    public TenantRecord withName(String newName) {
        return new TenantRecord(id, newName, dataState, serviceMode);
    }

    public TenantRecord withDataState(DataState state) {
        return new TenantRecord(id, name, state, serviceMode);
    }

    /** The row's value. */
    public byte[] encode() {
        return RowCodec.encode(List.of(name, dataState.name(), serviceMode.name()));
    }

    /** The record of a row. */
    public static TenantRecord decode(TenantId id, byte[] value) {
        List<String> cells = RowCodec.decode(value);
        return new TenantRecord(
                id,
                cells.get(0),
                DataState.valueOf(cells.get(1)),
                ServiceMode.valueOf(cells.get(2)));
    }
}
