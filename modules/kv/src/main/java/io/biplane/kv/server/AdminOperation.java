package io.biplane.kv.server;

import java.util.Optional;

/**
 * Requests to the control plane, with the capability that lets a virtual cluster make them; none
 * means never. Source: docs/reference/virtual-clusters.md §7, table and error texts; CockroachDB {@code
 * reqMethodToCap}.
 */
public enum AdminOperation {
    ADMIN_SPLIT("AdminSplit", Capability.CAN_ADMIN_SPLIT),
    ADMIN_UNSPLIT("AdminUnsplit", Capability.CAN_ADMIN_UNSPLIT),
    ADMIN_SCATTER("AdminScatter", Capability.CAN_ADMIN_SCATTER),
    ADMIN_RELOCATE_RANGE("AdminRelocateRange", Capability.CAN_ADMIN_RELOCATE_RANGE),
    ADMIN_CHANGE_REPLICAS("AdminChangeReplicas", Capability.CAN_ADMIN_RELOCATE_RANGE),
    ADMIN_TRANSFER_LEASE("AdminTransferLease", Capability.CAN_ADMIN_RELOCATE_RANGE),
    CHECK_CONSISTENCY("CheckConsistency", Capability.CAN_CHECK_CONSISTENCY),
    ADMIN_MERGE("AdminMerge"),
    GC("GC"),
    MIGRATE("Migrate"),
    PROBE("Probe"),
    RECOMPUTE_STATS("RecomputeStats"),
    REQUEST_LEASE("RequestLease"),
    TRUNCATE_LOG("TruncateLog"),
    WRITE_BATCH("WriteBatch"),
    LINK_EXTERNAL_SSTABLE("LinkExternalSSTable"),
    SUBSUME("Subsume");

    private final String requestName;
    private final Optional<Capability> needed;

    AdminOperation(String requestName, Capability needed) {
        this.requestName = requestName;
        this.needed = Optional.of(needed);
    }

    AdminOperation(String requestName) {
        this.requestName = requestName;
        this.needed = Optional.empty();
    }

    /** Name in error texts, such as {@code *kvpb.AdminUnsplitRequest}. */
    public String typeName() {
        return "*kvpb." + requestName + "Request";
    }

    /** The capability it needs; empty when only the system virtual cluster may. */
    public Optional<Capability> needed() {
        return needed;
    }
}
