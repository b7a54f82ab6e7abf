package io.biplane.kvserver.store;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Transport;
import io.biplane.kernel.trace.TraceName;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.raft.message.RaftMessage;

import java.util.List;

/**
 * Everything one store has for another at a flush: messages of all groups, heartbeats among them, in one packet.
 *
 * @param from the sending node
 * @param sentAt its hybrid clock: a new leader's clock passes every read served before
 * @param items in order
 */
@TraceName("raft.envelope")
public record RaftEnvelope(NodeId from, Timestamp sentAt, List<Item> items)
        implements Transport.Sized {
    private static final int HEADER_BYTES = 64;
    /** A heartbeat in a coalesced message: range, replicas, term, commit. Source: CockroachDB {@code RaftHeartbeat}. */
    private static final int SMALL_BYTES = 32;

    /** One message for a range's replica on the receiving node. */
    public record Item(RangeId range, Outgoing message) {}

    public RaftEnvelope {
        items = List.copyOf(items);
    }

    @Override
    public int wireBytes() {
        long bytes = HEADER_BYTES;
        for (Item item : items) {
            bytes += SMALL_BYTES + contentBytes(item.message());
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static long contentBytes(Outgoing outgoing) {
        if (outgoing instanceof Outgoing.Proposal proposal) {
            return proposal.command().sizeBytes();
        }
        if (!(outgoing instanceof Outgoing.Raft raft)) {
            return 0;
        }
        if (raft.message() instanceof RaftMessage.AppendRequest append) {
            long bytes = 0;
            for (int i = 0; i < append.entries().size(); i++) {
                bytes += append.entries().get(i).payload().sizeBytes();
            }
            return bytes;
        }
        return 0;
    }
}
