package io.biplane.kv.api;

import io.biplane.base.id.NodeId;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;

import java.util.Optional;

/**
 * A reply on its way back to who asked, with what the server knows of the range, so that the
 * sender's cache heals itself.
 *
 * @param requestId the sender's number of the request, echoed
 * @param reply the outcome
 * @param fresher the answering replica's descriptor of the range; empty when it has none
 * @param leaseholder who holds the lease as far as the answering replica knows
 */
@TraceName("kv.batch-answer")
public record BatchAnswer(
        long requestId,
        BatchReply reply,
        Optional<RangeDescriptor> fresher,
        Optional<NodeId> leaseholder)
        implements Transport.Sized {
    /** An answer that teaches nothing about the range. */
    public static BatchAnswer of(long requestId, BatchReply reply) {
        return new BatchAnswer(requestId, reply, Optional.empty(), Optional.empty());
    }

    @Override
    public int wireBytes() {
        return WireSize.of(reply);
    }
}
