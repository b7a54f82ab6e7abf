package io.biplane.kv.server;

import io.biplane.base.id.TenantId;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a node knows of all virtual clusters but the system one. Immutable; the cluster sets it in a
 * {@code NodeView} as the rows of {@code system.tenants} change.
 *
 * @param tenants by id
 */
public record TenantDirectory(NavigableMap<TenantId, TenantAccess> tenants) {
    /** Knows only the system virtual cluster. */
    public static final TenantDirectory EMPTY = new TenantDirectory(new TreeMap<>());

    public TenantDirectory {
        tenants = Collections.unmodifiableNavigableMap(new TreeMap<>(tenants));
    }

    /** An unknown virtual cluster is not served. */
    public TenantAccess access(TenantId tenant) {
        TenantAccess access = tenants.get(tenant);
        return access == null ? TenantAccess.of(ServiceMode.NONE) : access;
    }

    public TenantDirectory with(TenantId tenant, TenantAccess access) {
        TreeMap<TenantId, TenantAccess> next = new TreeMap<>(tenants);
        next.put(tenant, access);
        return new TenantDirectory(next);
    }

    public TenantDirectory without(TenantId tenant) {
        TreeMap<TenantId, TenantAccess> next = new TreeMap<>(tenants);
        next.remove(tenant);
        return new TenantDirectory(next);
    }
}
