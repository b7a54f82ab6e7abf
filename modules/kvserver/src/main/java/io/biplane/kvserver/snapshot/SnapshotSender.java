package io.biplane.kvserver.snapshot;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kvserver.apply.SnapshotData;
import io.biplane.kvserver.snapshot.SnapshotMessage.Accepted;
import io.biplane.kvserver.snapshot.SnapshotMessage.Received;
import io.biplane.kvserver.snapshot.SnapshotMessage.Refused;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.message.RaftMessage.InstallSnapshot;
import io.biplane.storage.engine.SpanSnapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sending half: orders wait in line, one is under way. No clock, no actor: whoever calls passes the time in, then takes the
 * outputs and the next deadline. An owner object; its fields are the line, the transfer under way and the rate's debt.
 */
final class SnapshotSender {
    private final NodeId self;
    private final long incarnation;
    private SnapshotLimits limits;
    private final ArrayDeque<SnapshotTransfers.Send> line = new ArrayDeque<>();
    private final ArrayDeque<Failure> failures = new ArrayDeque<>();
    private List<SnapshotOutput> outputs = new ArrayList<>();
    private Optional<Transfer> underWay = Optional.empty();
    private long lastNumber;
    /** The rate allows the next part from then on. */
    private long mayTellAtNanos = Long.MIN_VALUE;

    /** A failure that is told later. */
    private record Failure(SnapshotTransfers.Send order, String detail, long tellAtNanos) {}

    /** The transfer under way. */
    private static final class Transfer {
        private final TransferId id;
        private final SnapshotTransfers.Send order;
        private final SnapshotMessage.Offer offer;
        private final List<SpanSnapshot> parts;
        private boolean isAccepted;
        /** Parts acknowledged. */
        private int received;
        /** Next part to send, at least {@link #received}. */
        private int next;
        /** Bytes of the parts from {@link #received} up to {@link #next}. */
        private long unacknowledgedBytes;
        /** When the receiver said something last; the start if it never did. */
        private long heardAtNanos;
        /** When something was said to it last. */
        private long toldAtNanos;

        Transfer(TransferId id, SnapshotTransfers.Send order, long partBytes, long nowNanos) {
            InstallSnapshot message = order.message();
            Snapshot snapshot = message.snapshot();
            SnapshotData data = (SnapshotData) snapshot.data();
            this.id = id;
            this.order = order;
            this.parts = data.content().cut(partBytes);
            InstallSnapshot head = new InstallSnapshot(
                    message.from(),
                    message.to(),
                    message.term(),
                    new Snapshot(
                            snapshot.index(),
                            snapshot.term(),
                            snapshot.configuration(),
                            new SnapshotData(data.state(), data.content().emptied())));
            this.offer = new SnapshotMessage.Offer(
                    id, order.range(), head, parts.size(), data.content().bytes());
            this.heardAtNanos = nowNanos;
        }

        boolean hasUnacknowledged() {
            return received < next;
        }
    }

    SnapshotSender(NodeId self, long incarnation, SnapshotLimits limits) {
        this.self = self;
        this.incarnation = incarnation;
        this.limits = limits;
    }

    /** Limits from the next part on. */
    void limits(SnapshotLimits next) {
        limits = next;
    }

    // ---- what comes in

    void add(SnapshotTransfers.Send order) {
        line.add(order);
    }

    /** The range's replica here leads no more, or is gone: nobody waits for its snapshots. */
    void cancel(RangeId range) {
        line.removeIf(order -> order.range().equals(range));
        failures.removeIf(failure -> failure.order().range().equals(range));
        underWay.filter(transfer -> transfer.order.range().equals(range)).ifPresent(transfer -> {
            tell(transfer, new SnapshotMessage.Abandon(transfer.id));
            underWay = Optional.empty();
        });
    }

    /** The receiver has said something; that others come first is no more than a sign of life. */
    void onReply(SnapshotMessage reply, long nowNanos) {
        if (underWay.isEmpty() || !underWay.get().id.equals(reply.id())) {
            return;
        }
        Transfer transfer = underWay.get();
        transfer.heardAtNanos = nowNanos;
        if (reply instanceof Accepted) {
            transfer.isAccepted = true;
        } else if (reply instanceof Received received) {
            onReceived(transfer, received.count());
        } else if (reply instanceof Refused refused) {
            fail(transfer, refused.reason(), nowNanos);
        }
    }

    private void onReceived(Transfer transfer, int count) {
        transfer.isAccepted = true;
        for (int part = transfer.received; part < count && part < transfer.next; part++) {
            transfer.unacknowledgedBytes -= transfer.parts.get(part).bytes();
        }
        transfer.received = Math.max(transfer.received, count);
        transfer.next = Math.max(transfer.next, transfer.received);
        if (transfer.received == transfer.parts.size()) {
            underWay = Optional.empty();
            end(transfer.order, true, "");
        }
    }

    /** A node's process is gone. */
    void onPeerLost(NodeId node, long nowNanos) {
        underWay.filter(transfer -> transfer.order.to().equals(node))
                .ifPresent(transfer -> fail(transfer, "the receiver is gone", nowNanos));
    }

    private void fail(Transfer transfer, String detail, long nowNanos) {
        underWay = Optional.empty();
        failures.add(new Failure(transfer.order, detail, nowNanos + limits.pauseNanos()));
    }

    private void end(SnapshotTransfers.Send order, boolean isDelivered, String detail) {
        SnapshotTransfers.Ended ended =
                new SnapshotTransfers.Ended(order.message().to(), order.to(), isDelivered, detail);
        outputs.add(new SnapshotOutput.End(order, ended));
    }

    // ---- time

    /** Does what is due. */
    void tick(long nowNanos) {
        while (!failures.isEmpty() && failures.peek().tellAtNanos() <= nowNanos) {
            Failure failure = failures.poll();
            end(failure.order(), false, failure.detail());
        }
        underWay.filter(transfer -> nowNanos - transfer.heardAtNanos >= limits.patienceNanos())
                .ifPresent(transfer -> {
                    tell(transfer, new SnapshotMessage.Abandon(transfer.id));
                    fail(transfer, "the receiver is silent", nowNanos);
                });
        if (underWay.isEmpty() && !line.isEmpty()) {
            TransferId id = new TransferId(self, incarnation, ++lastNumber);
            underWay = Optional.of(new Transfer(id, line.poll(), limits.partBytes(), nowNanos));
            offer(underWay.get(), nowNanos);
        }
        underWay.ifPresent(transfer -> advance(transfer, nowNanos));
    }

    private void advance(Transfer transfer, long nowNanos) {
        if (!transfer.isAccepted) {
            if (nowNanos - transfer.toldAtNanos >= limits.resendNanos()) {
                offer(transfer, nowNanos);
            }
            return;
        }
        if (isOverdue(transfer, nowNanos)) {
            goBack(transfer);
        }
        while (hasRoom(transfer) && nowNanos >= mayTellAtNanos) {
            SpanSnapshot part = transfer.parts.get(transfer.next);
            tell(transfer, new SnapshotMessage.Part(transfer.id, transfer.next, part));
            transfer.toldAtNanos = nowNanos;
            transfer.next++;
            transfer.unacknowledgedBytes += part.bytes();
            mayTellAtNanos = Math.max(mayTellAtNanos, nowNanos) + limits.sendingNanos(part.bytes());
        }
    }

    /** Sends again from the last part acknowledged on. */
    private static void goBack(Transfer transfer) {
        transfer.next = transfer.received;
        transfer.unacknowledgedBytes = 0;
    }

    private void offer(Transfer transfer, long nowNanos) {
        transfer.toldAtNanos = nowNanos;
        tell(transfer, transfer.offer);
    }

    private boolean isOverdue(Transfer transfer, long nowNanos) {
        return transfer.hasUnacknowledged() && nowNanos >= resendAtNanos(transfer);
    }

    private long resendAtNanos(Transfer transfer) {
        return Math.max(transfer.heardAtNanos, transfer.toldAtNanos) + limits.resendNanos();
    }

    private boolean hasRoom(Transfer transfer) {
        if (transfer.next == transfer.parts.size()) {
            return false;
        }
        long bytes = transfer.parts.get(transfer.next).bytes();
        return !transfer.hasUnacknowledged()
                || transfer.unacknowledgedBytes + bytes <= limits.windowBytes();
    }

    private void tell(Transfer transfer, SnapshotMessage message) {
        outputs.add(new SnapshotOutput.Tell(transfer.order.to(), message));
    }

    /** When {@link #tick} has something to do next. */
    long deadlineNanos() {
        long due = failures.isEmpty() ? Long.MAX_VALUE : failures.peek().tellAtNanos();
        if (underWay.isEmpty()) {
            return line.isEmpty() ? due : Long.MIN_VALUE;
        }
        Transfer transfer = underWay.get();
        due = Math.min(due, transfer.heardAtNanos + limits.patienceNanos());
        if (!transfer.isAccepted) {
            return Math.min(due, transfer.toldAtNanos + limits.resendNanos());
        }
        if (transfer.hasUnacknowledged()) {
            due = Math.min(due, resendAtNanos(transfer));
        }
        return hasRoom(transfer) ? Math.min(due, mayTellAtNanos) : due;
    }

    /** What is to be done since the last call. */
    List<SnapshotOutput> take() {
        List<SnapshotOutput> taken = outputs;
        outputs = new ArrayList<>();
        return taken;
    }
}
