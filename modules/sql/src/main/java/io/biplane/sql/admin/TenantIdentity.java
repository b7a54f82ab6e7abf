package io.biplane.sql.admin;

import io.biplane.base.id.TenantId;
import io.biplane.base.invariant.Invariant;
import io.biplane.sql.ast.TenantSpec;

/**
 * Which virtual cluster a session belongs to.
 *
 * @param id 1 is the system virtual cluster, others are above it
 * @param name shown by {@code SHOW virtual_cluster_name}
 */
public record TenantIdentity(long id, String name) {
    /** The control plane's own virtual cluster. */
    public static final TenantIdentity SYSTEM =
            new TenantIdentity(TenantId.SYSTEM.value(), TenantSpec.SYSTEM_NAME);

    public TenantIdentity {
        Invariant.check(id >= 1, "tenant id " + id);
    }

    public boolean isSystem() {
        return id == SYSTEM.id;
    }
}
