package io.biplane.kv.keys;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

/** A virtual cluster's part of the keyspace. */
public final class TenantKeys {
    private TenantKeys() {}

    /**
     * What all keys of the tenant begin with: empty for the system tenant, else {@code /Tenant/N}.
     */
    public static Key prefix(TenantId tenant) {
        return tenant.isSystem()
                ? Key.MIN
                : OrderedNumbers.append(Keyspace.TENANTS_START, tenant.value());
    }

    /**
     * The keys the tenant may use: all for the system tenant, else {@code /Tenant/N} up to {@code
     * /Tenant/N+1}. The end is the next tenant's own prefix, not the first key behind this one's:
     * where the encoding of the number gets longer (109 to 110, 255 to 256 …) these differ, and the
     * tenant's last range ends where the next one's first begins. Source: cockroachdb/cockroach
     * issue 104928.
     */
    public static Span span(TenantId tenant) {
        if (tenant.isSystem()) {
            return Keyspace.ALL;
        }
        boolean isLast = tenant.value() == Long.MAX_VALUE;
        Key end = isLast ? Keyspace.TENANTS.end() : prefix(new TenantId(tenant.value() + 1));
        return new Span(prefix(tenant), end);
    }

    /**
     * Where the tenant's tables lie: its whole span, or for the system tenant the part behind the
     * system-local keys.
     */
    public static Span tables(TenantId tenant) {
        return tenant.isSystem() ? Keyspace.SYSTEM_TABLES : span(tenant);
    }

    /** Prefix of a table of the tenant, the same bytes the SQL layer's key encoding begins with. */
    public static Key table(TenantId tenant, long tableId) {
        return OrderedNumbers.append(prefix(tenant), tableId);
    }

    /** Prefix of an index of a table. */
    public static Key index(TenantId tenant, long tableId, long indexId) {
        return OrderedNumbers.append(table(tenant, tableId), indexId);
    }
}
