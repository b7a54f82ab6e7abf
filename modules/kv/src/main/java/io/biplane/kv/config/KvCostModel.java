package io.biplane.kv.config;

import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.settings.kv.Durations;

/**
 * CPU time in nanoseconds of the key-value layer's work on a core at nominal speed. All figures are
 * our choice, of the size that public profiles of such systems show (a point read through the whole
 * layer takes some 50 µs of CPU, a replicated write some 150 µs over three nodes); latency by
 * queueing follows from them.
 *
 * @param rpcNanos taking one message of the layer off the wire or putting one on it: decoding,
 *     dispatch
 * @param readNanos evaluating a point read: latches, index, value
 * @param writeNanos evaluating a write: the same plus conflict checks and building its effect
 * @param rowNanos each further row of a scan, sequential access
 * @param applyNanos applying one committed command to the engine
 * @param appendNanos handling one Raft entry or message: framing, log write hand-off
 */
public record KvCostModel(
        long rpcNanos,
        long readNanos,
        long writeNanos,
        long rowNanos,
        long applyNanos,
        long appendNanos) {
    /** All work is free: the fast path of the simulation. */
    public static final KvCostModel FREE = new KvCostModel(0, 0, 0, 0, 0, 0);

    /** The defaults. */
    public static KvCostModel defaults() {
        return new KvCostModel(
                10 * Durations.MICROS,
                20 * Durations.MICROS,
                35 * Durations.MICROS,
                Durations.MICROS,
                15 * Durations.MICROS,
                10 * Durations.MICROS);
    }

    /** Cost of evaluating a batch that gave this reply. */
    public long evaluationNanos(BatchRequest batch, BatchReply reply) {
        long nanos = 0;
        for (KvRequest request : batch.requests()) {
            nanos += request.isRead() ? readNanos : writeNanos;
        }
        if (reply instanceof BatchReply.Ok ok) {
            for (KvResponse response : ok.responses()) {
                nanos += response instanceof KvResponse.Rows rows
                        ? rows.rows().size() * rowNanos
                        : 0;
            }
        }
        return nanos;
    }
}
