package io.biplane.sqlserver.control;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.TenantId;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kv.server.ServiceMode;
import io.biplane.kv.server.TenantAccess;
import io.biplane.kv.server.TenantDirectory;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingsSnapshot;
import io.biplane.sqlserver.record.DataState;
import io.biplane.sqlserver.record.SystemTables;
import io.biplane.sqlserver.record.TenantRecord;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A copy of the system virtual cluster's rows that every node works by. Immutable.
 *
 * @param tenants rows of {@code system.tenants}, the system's own included
 * @param settings the system's own values, {@code version} included
 * @param overrides rows of {@code system.tenant_settings}: by tenant id, 0 for all, then by name
 */
@TraceName("control.state")
public record ControlState(
        SortedMap<TenantId, TenantRecord> tenants,
        SortedMap<String, String> settings,
        SortedMap<Long, SortedMap<String, String>> overrides) {
    private static final long ALL = 0;

    public ControlState {
        tenants = Collections.unmodifiableSortedMap(new TreeMap<>(tenants));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        TreeMap<Long, SortedMap<String, String>> copy = new TreeMap<>();
        for (Map.Entry<Long, SortedMap<String, String>> entry : overrides.entrySet()) {
            copy.put(
                    entry.getKey(),
                    Collections.unmodifiableSortedMap(new TreeMap<>(entry.getValue())));
        }
        overrides = Collections.unmodifiableSortedMap(copy);
    }

    /** What a node knows that has not read anything yet. */
    public static ControlState initial(ClusterVersion version) {
        TreeMap<TenantId, TenantRecord> tenants = new TreeMap<>();
        tenants.put(TenantId.SYSTEM, TenantRecord.SYSTEM);
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put(SettingNames.VERSION, version.toString());
        return new ControlState(tenants, settings, new TreeMap<>());
    }

    /** The storage cluster version. */
    public ClusterVersion version() {
        return ClusterVersion.parse(settings.get(SettingNames.VERSION));
    }

    /** The settings as the system virtual cluster sees them. */
    public SettingsSnapshot systemSettings() {
        return SettingsSnapshot.ofSystem(settings);
    }

    /** What is handed down to one virtual cluster. */
    public SettingsSnapshot.OperatorSettings handedTo(TenantId tenant) {
        return SettingsSnapshot.OperatorSettings.from(
                settings, overridesOf(tenant.value()), overridesOf(ALL));
    }

    /** Overrides for one tenant id, 0 for all, by name. */
    public SortedMap<String, String> overridesOf(long target) {
        return overrides.getOrDefault(target, Collections.emptySortedMap());
    }

    /** The virtual cluster of that name that is not being dropped. */
    public Optional<TenantRecord> byName(String name) {
        for (TenantRecord tenant : tenants.values()) {
            if (tenant.name().equals(name) && tenant.dataState() != DataState.DROPPING) {
                return Optional.of(tenant);
            }
        }
        return Optional.empty();
    }

    /** Virtual clusters that each node is to serve, the system one not included. */
    public List<TenantRecord> served() {
        List<TenantRecord> served = new ArrayList<>();
        for (TenantRecord tenant : tenants.values()) {
            if (!tenant.id().isSystem() && tenant.serviceMode() == ServiceMode.SHARED) {
                served.add(tenant);
            }
        }
        return served;
    }

    /** What the wall is to know. A virtual cluster with shared service may do everything it is capable of by default. */
    public TenantDirectory directory() {
        TreeMap<TenantId, TenantAccess> access = new TreeMap<>();
        for (TenantRecord tenant : tenants.values()) {
            if (!tenant.id().isSystem()) {
                access.put(tenant.id(), TenantAccess.of(tenant.serviceMode()));
            }
        }
        return new TenantDirectory(access);
    }

    /** Adds an override to a map being collected. */
    static void collect(
            SortedMap<Long, SortedMap<String, String>> overrides,
            SystemTables.OverrideKey key,
            String value) {
        overrides.computeIfAbsent(key.target(), id -> new TreeMap<>()).put(key.name(), value);
    }
}
