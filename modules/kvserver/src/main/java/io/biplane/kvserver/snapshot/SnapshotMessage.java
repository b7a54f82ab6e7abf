package io.biplane.kvserver.snapshot;

import io.biplane.base.id.RangeId;
import io.biplane.kernel.host.Transport;
import io.biplane.raft.message.RaftMessage;
import io.biplane.storage.engine.SpanSnapshot;

/**
 * What the couriers of two nodes say to each other.
 *
 * <pre>
 *   Offer ──►                          repeated until answered
 *        ◄── Queued                    others come first; the offer is repeated
 *        ◄── Accepted
 *   Part ──► …                         as window and rate allow
 *        ◄── Received                  so many parts are here; all of them: it has been handed over
 *        ◄── Refused                   no room, or a transfer that is not known (any more)
 *   Abandon ──►                        the sender gives up, or is told to; says so once, for what it is worth
 * </pre>
 */
public sealed interface SnapshotMessage extends Transport.Sized {
    /** Framing and ids. Our choice. */
    int HEADER_BYTES = 64;

    TransferId id();

    @Override
    default int wireBytes() {
        return HEADER_BYTES;
    }

    /**
     * A snapshot is ready for a replica of the receiver's node.
     *
     * @param head Raft's message, its snapshot without rows
     * @param partCount number of parts that will follow, at least 1
     * @param bytes of all parts together
     */
    record Offer(
            TransferId id,
            RangeId range,
            RaftMessage.InstallSnapshot head,
            int partCount,
            long bytes)
            implements SnapshotMessage {}

    record Queued(TransferId id) implements SnapshotMessage {}

    record Accepted(TransferId id) implements SnapshotMessage {}

    /** Part {@code number} of the content, counted from 0. */
    record Part(TransferId id, int number, SpanSnapshot content) implements SnapshotMessage {
        @Override
        public int wireBytes() {
            return HEADER_BYTES + content.wireBytes();
        }
    }

    /** The first {@code count} parts are here. */
    record Received(TransferId id, int count) implements SnapshotMessage {}

    record Refused(TransferId id, String reason) implements SnapshotMessage {}

    record Abandon(TransferId id) implements SnapshotMessage {}
}
