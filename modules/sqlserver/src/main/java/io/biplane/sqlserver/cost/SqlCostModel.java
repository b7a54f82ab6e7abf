package io.biplane.sqlserver.cost;

import io.biplane.sql.exec.WorkCounters;

/**
 * CPU time of SQL work in nanoseconds at a machine's nominal speed. The sum for a cached point read is about 90 µs; with the
 * key-value layer's share that is near the 200–250 µs of CPU a CockroachDB node spends on one operation of the kv workload
 * (published kv95 figures of 4,000 to 5,000 operations a second and core). How it is split is our choice.
 *
 * @param statementNanos each statement: protocol, session bookkeeping, statistics
 * @param tokenNanos parsing, each token of a text that is not in the plan cache
 * @param coldPlanNanos building a plan that is not in the cache: name resolution, optimizer set-up
 * @param planNodeNanos each node of such a plan
 * @param catalogLoadNanos decoding the descriptors when this server has none, or stale ones
 * @param kvRequestNanos building and reading one batch
 * @param rowNanos each row read, returned or written: decoding, expressions, encoding
 * @param kilobyteNanos each 1,000 bytes of rows: copying and checksums
 * @param flowNanos setting up a flow, on either side: decoding or encoding it and building its processors; our choice, near what
 *     traces of distributed scans show for {@code SetupFlow}
 * @param tlsNanos a TLS 1.3 handshake: one ECDSA signature and one key agreement
 * @param scramNanos a server's step of SCRAM-SHA-256 from a stored verifier: some HMACs; the iterations are the client's (RFC 5802 §3)
 * @param connectNanos session set-up and its internal look-ups, about 1.2 ms in profiles of connection storms
 * @param passwordNanos verifying a password given in clear: 10,610 SCRAM iterations of two SHA-256 blocks at about 0.35 µs
 */
public record SqlCostModel(
        long statementNanos,
        long tokenNanos,
        long coldPlanNanos,
        long planNodeNanos,
        long catalogLoadNanos,
        long kvRequestNanos,
        long rowNanos,
        long kilobyteNanos,
        long flowNanos,
        long tlsNanos,
        long scramNanos,
        long connectNanos,
        long passwordNanos) {
    private static final long MICROS = 1_000;

    /** What the parameters' comments say. */
    public static SqlCostModel defaults() {
        return new SqlCostModel(
                60 * MICROS,
                1_500,
                150 * MICROS,
                8 * MICROS,
                300 * MICROS,
                15 * MICROS,
                3 * MICROS,
                500,
                120 * MICROS,
                300 * MICROS,
                10 * MICROS,
                1_200 * MICROS,
                7_400 * MICROS);
    }

    /** Work of one statement beyond {@link #statementNanos}. */
    public long nanosOf(WorkCounters work) {
        long rows = work.rowsRead() + work.rowsReturned() + work.rowsWritten() + work.flowRows();
        long bytes = work.kvBytesRead() + work.kvBytesWritten();
        long cold = work.nodesPlanned() == 0 ? 0 : coldPlanNanos;
        return work.tokensParsed() * tokenNanos
                + cold
                + work.nodesPlanned() * planNodeNanos
                + work.catalogLoads() * catalogLoadNanos
                + work.kvRequests() * kvRequestNanos
                + work.flows() * flowNanos
                + rows * rowNanos
                + bytes * kilobyteNanos / 1_000;
    }
}
