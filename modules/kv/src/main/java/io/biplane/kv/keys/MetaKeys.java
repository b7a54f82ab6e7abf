package io.biplane.kv.keys;

import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

/**
 * Range addressing: the record under {@code \x02 + end key} is the descriptor of the range that
 * ends there, so the range of a key is the first record above {@code \x02 + key}.
 */
public final class MetaKeys {
    private static final Key PREFIX = Key.wrap(new byte[] {0x02});

    private MetaKeys() {}

    /** Key of the addressing record of the range that ends at {@code rangeEnd}. */
    public static Key record(Key rangeEnd) {
        return PREFIX.append(rangeEnd.bytes());
    }

    /**
     * Span of records the first of which is the range of {@code key}, as far as the tenant may
     * look.
     */
    public static Span lookup(TenantId tenant, Key key) {
        return new Span(record(key.next()), records(tenant).end());
    }

    /**
     * Addressing records of the tenant's own ranges. Ranges never straddle a tenant's border, so
     * these tell nothing of others. Source: CockroachDB's tenant connector answers range lookups
     * for the tenant's own keys only.
     */
    public static Span records(TenantId tenant) {
        Span own = TenantKeys.span(tenant);
        return new Span(record(own.start()).next(), record(own.end()).next());
    }

    /** The range end an addressing record speaks of. */
    public static Key rangeEnd(Key record) {
        byte[] bytes = record.bytes();
        return Key.wrap(java.util.Arrays.copyOfRange(bytes, 1, bytes.length));
    }
}
