package io.biplane.scenario.model;

import io.biplane.scenario.source.SourcePosition;

/**
 * Clients outside the cluster that send SQL through the load balancer.
 *
 * @param name key under {@code load}; first word of its metrics ({@code kv.p99}) and name of its
 *     table
 * @param virtualCluster where its table lives
 * @param workload what the clients do
 * @param clients connections; client names are {@code <load>-1} and up
 * @param arrival open: operations are due at a fixed rate; closed: each client sends the next when
 *     the last is answered
 * @param ratePerSecond operations due per second over all clients; for a closed load an upper
 *     limit, 0 for none
 * @param readPercent share of reads, 0 to 100 (workload kv)
 * @param spanPercent share of queries over all rows, 0 to 100 less the reads (workload kv)
 * @param keys distinct keys (workload kv)
 * @param valueBytes size of a written value (workload kv)
 * @param accounts rows (workload bank)
 * @param fromNanos first operation is due
 * @param untilNanos no operation is due from here on; the horizon by default
 * @param rampNanos over which the rate rises evenly from nothing; in a closed load, clients begin one
 *     after another
 * @param timeoutNanos after which a client gives an operation up as unknown
 * @param mark of the name
 */
public record LoadSpec(
        String name,
        String virtualCluster,
        Workload workload,
        int clients,
        Arrival arrival,
        double ratePerSecond,
        int readPercent,
        int spanPercent,
        int keys,
        int valueBytes,
        int accounts,
        long fromNanos,
        long untilNanos,
        long rampNanos,
        long timeoutNanos,
        SourcePosition mark) {

    /** What clients do; operations in the order of their report rows. */
    public enum Workload {
        /**
         * Single-row reads and upserts of random keys, and counts of all rows: operations {@code read}, {@code write} and
         * {@code span}.
         */
        KV,
        /**
         * Transfers between accounts and audits of the total: operations {@code transfer} and
         * {@code balance}.
         */
        BANK
    }

    /** How operations arrive. */
    public enum Arrival {
        /** At a fixed rate, whatever the answers; latency counts from when an operation was due. */
        OPEN,
        /** One after another for each client; hides queueing, so reports label it. */
        CLOSED
    }
}
