package io.biplane.kv.api;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;

import java.util.List;
import java.util.Optional;

/**
 * Outcome of a batch. The first two failures concern routing and are handled by the sender; the
 * rest reach its caller.
 */
public sealed interface BatchReply {
    /**
     * All requests done.
     *
     * @param responses one a request, in order
     * @param at time of the reads, or of the writes if there were any
     */
    record Ok(List<KvResponse> responses, Timestamp at) implements BatchReply {
        public Ok {
            responses = List.copyOf(responses);
        }
    }

    /** This replica may not serve. The lease tells who may, if known. */
    record NotLeaseHolder(
            RangeId range, Optional<RangeDescriptor> descriptor, Optional<NodeId> holder)
            implements BatchReply {}

    /**
     * The range does not hold the keys (any more), or the node has no such range; what it knows
     * instead.
     */
    record RangeKeyMismatch(List<RangeDescriptor> known) implements BatchReply {
        public RangeKeyMismatch {
            known = List.copyOf(known);
        }
    }

    /** A conditional write met another value. */
    record ConditionFailed(Key key, Optional<byte[]> actual) implements BatchReply {}

    /** A validated read has been overwritten at {@code at}: the transaction must be run again. */
    record RefreshFailed(Key key, Timestamp at) implements BatchReply {}

    /** A value within the uncertainty interval was met at {@code at}: read again at or above it. */
    record Uncertain(Timestamp at) implements BatchReply {}

    /** The wall: the tenant may not do this. The text is the modelled system's. */
    record Unauthorized(String message) implements BatchReply {}

    /**
     * Nothing was done and will not be: no leaseholder within the sender's patience, breaker open,
     * store full.
     */
    record Unavailable(String reason) implements BatchReply {}

    /**
     * Nothing was done: the time the batch carries, or would have to be evaluated at, is ahead of
     * the server's clock by more than the max offset. The text is the modelled system's.
     */
    record ClockUntrusted(String message) implements BatchReply {}

    /** Keys in more than one range in a batch that writes: not supported yet. */
    record CrossRange(String message) implements BatchReply {}

    /** A write may or may not have taken effect (SQLSTATE 40003). */
    record Ambiguous(String reason) implements BatchReply {}
}
