package io.biplane.kv.keys;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

import java.nio.charset.StandardCharsets;

/** The great parts of the keyspace; together they cover it without gap or overlap. */
public final class Keyspace {
    private static final Key SYSTEM_PREFIX = Key.wrap(new byte[] {0x04});

    /** Prefix of the node liveness records. */
    public static final Key LIVENESS_PREFIX =
            Key.wrap("\u0004\u0000liveness-".getBytes(StandardCharsets.UTF_8));

    /** Range addressing. One range that never splits; its location is known to all nodes. */
    public static final Span META = new Span(Key.MIN, LIVENESS_PREFIX);

    /** Node liveness records, a range of its own so that nothing else slows heartbeats. */
    public static final Span LIVENESS = new Span(LIVENESS_PREFIX, LIVENESS_PREFIX.prefixEnd());

    /** Where table keys of the system virtual cluster begin. */
    public static final Key TABLES_START = Key.wrap(new byte[] {(byte) 0x88});

    /** Where the prefixes of the other virtual clusters begin. */
    public static final Key TENANTS_START = Key.wrap(new byte[] {(byte) 0xfe});

    /** Other system-local keys. */
    public static final Span SYSTEM_LOCAL = new Span(LIVENESS.end(), TABLES_START);

    /** Tables of the system virtual cluster. */
    public static final Span SYSTEM_TABLES = new Span(TABLES_START, TENANTS_START);

    /** All virtual clusters but the system one. */
    public static final Span TENANTS = new Span(TENANTS_START, Key.MAX);

    /** Everything. */
    public static final Span ALL = new Span(Key.MIN, Key.MAX);

    private Keyspace() {}

    /** Key of a node's liveness record. */
    public static Key liveness(NodeId node) {
        return OrderedNumbers.append(LIVENESS_PREFIX, node.value());
    }

    /** A system-local key of that name, such as {@code update-check}. */
    public static Key systemLocal(String name) {
        return SYSTEM_PREFIX.append(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether ranges that hold keys below the system's tables must use expiration leases, as the
     * mechanisms behind the other kinds depend on them. Source: CockroachDB {@code
     * Replica.shouldUseExpirationLeaseRLocked}: meta and liveness.
     */
    public static boolean needsExpirationLease(Span span) {
        return span.start().compareTo(TABLES_START) < 0;
    }
}
