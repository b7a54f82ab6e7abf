package io.biplane.kvserver.evaluate;

import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.storage.engine.WriteBatch;

import java.util.Optional;

/**
 * What evaluating a batch gave.
 *
 * @param reply the answer; for a write, to be given only once the effect has been applied
 * @param effect what to replicate; empty for reads, failures and repeated writes
 * @param at the batch's time, which the node's clock must be moved up to; zero for failures
 */
public record Evaluation(BatchReply reply, Optional<WriteBatch> effect, Timestamp at) {
    static Evaluation failed(BatchReply reply) {
        return new Evaluation(reply, Optional.empty(), Timestamp.ZERO);
    }
}
