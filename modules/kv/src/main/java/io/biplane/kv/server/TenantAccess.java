package io.biplane.kv.server;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the wall knows of a virtual cluster.
 *
 * @param mode whether it is served
 * @param granted the capabilities it holds
 */
public record TenantAccess(ServiceMode mode, Set<Capability> granted) {
    public TenantAccess {
        EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
        copy.addAll(granted);
        granted = Collections.unmodifiableSet(copy);
    }

    /** The default capabilities under the given mode. */
    public static TenantAccess of(ServiceMode mode) {
        EnumSet<Capability> granted = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            if (capability.isGrantedByDefault()) {
                granted.add(capability);
            }
        }
        return new TenantAccess(mode, granted);
    }

    public TenantAccess withMode(ServiceMode next) {
        return new TenantAccess(next, granted);
    }

    /** This access with one capability granted or revoked. */
    public TenantAccess with(Capability capability, boolean grant) {
        EnumSet<Capability> next = EnumSet.noneOf(Capability.class);
        next.addAll(granted);
        if (grant) {
            next.add(capability);
        } else {
            next.remove(capability);
        }
        return new TenantAccess(mode, next);
    }
}
