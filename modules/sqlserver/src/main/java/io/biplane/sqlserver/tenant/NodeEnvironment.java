package io.biplane.sqlserver.tenant;

import io.biplane.sql.session.SessionEnvironment;

/** Time and numbers for SQL: the machine's own clock, and row ids made of time and node. */
final class NodeEnvironment implements SessionEnvironment {
    private static final long NANOS_PER_MICRO = 1_000L;
    /** Source: CockroachDB {@code unique_rowid()}: 10-microsecond ticks in the high 48 bits, node in the low 15. */
    private static final long NANOS_PER_TICK = 10_000L;

    private static final int NODE_BITS = 15;

    private final TenantServerSetup setup;
    private long lastTick;

    NodeEnvironment(TenantServerSetup setup) {
        this.setup = setup;
    }

    @Override
    public long nowMicros() {
        return setup.services().wallNanos() / NANOS_PER_MICRO;
    }

    @Override
    public long uniqueRowId() {
        lastTick = Math.max(lastTick + 1, setup.services().wallNanos() / NANOS_PER_TICK);
        return lastTick << NODE_BITS | setup.node().value();
    }
}
