package io.biplane.kvserver.snapshot;

import io.biplane.base.id.NodeId;
import io.biplane.kvserver.apply.SnapshotData;
import io.biplane.kvserver.snapshot.SnapshotMessage.Abandon;
import io.biplane.kvserver.snapshot.SnapshotMessage.Accepted;
import io.biplane.kvserver.snapshot.SnapshotMessage.Offer;
import io.biplane.kvserver.snapshot.SnapshotMessage.Part;
import io.biplane.kvserver.snapshot.SnapshotMessage.Queued;
import io.biplane.kvserver.snapshot.SnapshotMessage.Received;
import io.biplane.kvserver.snapshot.SnapshotMessage.Refused;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.message.RaftMessage.InstallSnapshot;
import io.biplane.storage.engine.SpanSnapshot;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The receiving half: one snapshot is put together, others wait in line. No clock, no actor; called as {@link SnapshotSender} is.
 */
final class SnapshotReceiver {
    /** Transfers remembered as done, for senders that did not hear of it. Our choice: more than can be in flight. */
    private static final int DONE_MAX = 32;

    private final SnapshotLimits limits;
    private final LongPredicate hasRoomFor;
    /** Offers that wait, in order; each with the instant it was repeated last. */
    private final LinkedHashMap<TransferId, Waiting> line = new LinkedHashMap<>();

    private final LinkedHashMap<TransferId, Integer> done = new LinkedHashMap<>();
    private List<SnapshotOutput> outputs = new ArrayList<>();
    private Optional<Assembly> underWay = Optional.empty();

    private record Waiting(Offer offer, long heardAtNanos) {}

    /** A snapshot that comes in. */
    private static final class Assembly {
        private final Offer offer;
        private final List<SpanSnapshot> parts = new ArrayList<>();
        private long heardAtNanos;

        Assembly(Offer offer, long nowNanos) {
            this.offer = offer;
            this.heardAtNanos = nowNanos;
        }

        InstallSnapshot whole() {
            InstallSnapshot head = offer.head();
            Snapshot snapshot = head.snapshot();
            SnapshotData data = (SnapshotData) snapshot.data();
            return new InstallSnapshot(
                    head.from(),
                    head.to(),
                    head.term(),
                    new Snapshot(
                            snapshot.index(),
                            snapshot.term(),
                            snapshot.configuration(),
                            new SnapshotData(data.state(), data.content().joined(parts))));
        }
    }

    SnapshotReceiver(SnapshotLimits limits, LongPredicate hasRoomFor) {
        this.limits = limits;
        this.hasRoomFor = hasRoomFor;
    }

    // ---- what comes in

    void onMessage(SnapshotMessage message, long nowNanos) {
        if (message instanceof Offer offer) {
            onOffer(offer, nowNanos);
        } else if (message instanceof Part part) {
            onPart(part, nowNanos);
        } else if (message instanceof Abandon abandon) {
            line.remove(abandon.id());
            underWay = underWay.filter(assembly -> !assembly.offer.id().equals(abandon.id()));
            begin(nowNanos);
        }
    }

    private void onOffer(Offer offer, long nowNanos) {
        if (isUnderWay(offer.id())) {
            underWay.get().heardAtNanos = nowNanos;
            tell(new Received(offer.id(), underWay.get().parts.size()));
        } else if (done.containsKey(offer.id())) {
            tell(new Received(offer.id(), done.get(offer.id())));
        } else if (!hasRoomFor.test(offer.bytes())) {
            line.remove(offer.id());
            tell(new Refused(offer.id(), "the disk has no room"));
        } else {
            forgetOthersOf(offer.id());
            line.put(offer.id(), new Waiting(offer, nowNanos)); // keeps its place, if it has one
            begin(nowNanos);
            if (!isUnderWay(offer.id())) {
                tell(new Queued(offer.id()));
            }
        }
    }

    /** A node sends one at a time: it has given up what it offered before, whether its word came through or not. */
    private void forgetOthersOf(TransferId id) {
        line.keySet().removeIf(other -> other.from().equals(id.from()) && !other.equals(id));
        underWay = underWay.filter(assembly -> !assembly.offer.id().from().equals(id.from()));
    }

    private boolean isUnderWay(TransferId id) {
        return underWay.filter(assembly -> assembly.offer.id().equals(id)).isPresent();
    }

    /** Begins with the first in line, if nothing is under way. */
    private void begin(long nowNanos) {
        if (underWay.isPresent() || line.isEmpty()) {
            return;
        }
        Iterator<Waiting> first = line.values().iterator();
        Offer offer = first.next().offer();
        first.remove();
        underWay = Optional.of(new Assembly(offer, nowNanos));
        tell(new Accepted(offer.id()));
    }

    private void onPart(Part part, long nowNanos) {
        if (done.containsKey(part.id())) {
            tell(new Received(part.id(), done.get(part.id())));
        } else if (!isUnderWay(part.id())) {
            tell(new Refused(part.id(), "the transfer is not known"));
        } else {
            Assembly assembly = underWay.get();
            assembly.heardAtNanos = nowNanos;
            if (part.number() == assembly.parts.size()) {
                assembly.parts.add(part.content());
            }
            boolean isWhole = assembly.parts.size() == assembly.offer.partCount();
            if (isWhole) {
                hand(assembly);
            }
            tell(new Received(part.id(), assembly.parts.size()));
            if (isWhole) {
                begin(nowNanos);
            }
        }
    }

    private void hand(Assembly assembly) {
        Offer offer = assembly.offer;
        underWay = Optional.empty();
        done.put(offer.id(), offer.partCount());
        if (done.size() > DONE_MAX) {
            done.remove(done.keySet().iterator().next());
        }
        outputs.add(new SnapshotOutput.Arrive(
                new SnapshotTransfers.Arrived(offer.id().from(), offer.range(), assembly.whole())));
    }

    private void tell(SnapshotMessage message) {
        outputs.add(new SnapshotOutput.Tell(message.id().from(), message));
    }

    /** A node's process is gone, and what it was sending. */
    void onPeerLost(NodeId node, long nowNanos) {
        line.keySet().removeIf(id -> id.from().equals(node));
        underWay = underWay.filter(assembly -> !assembly.offer.id().from().equals(node));
        begin(nowNanos);
    }

    // ---- time

    /** Lets go of what nothing was heard of for too long. */
    void tick(long nowNanos) {
        line.values().removeIf(waiting -> nowNanos >= endOf(waiting.heardAtNanos()));
        underWay = underWay.filter(assembly -> nowNanos < endOf(assembly.heardAtNanos));
        begin(nowNanos);
    }

    private long endOf(long heardAtNanos) {
        return heardAtNanos + limits.patienceNanos();
    }

    /** When {@link #tick} has something to do next. */
    long deadlineNanos() {
        long due = underWay.map(assembly -> endOf(assembly.heardAtNanos)).orElse(Long.MAX_VALUE);
        for (Map.Entry<TransferId, Waiting> waiting : line.entrySet()) {
            due = Math.min(due, endOf(waiting.getValue().heardAtNanos()));
        }
        return due;
    }

    /** What is to be done since the last call. */
    List<SnapshotOutput> take() {
        List<SnapshotOutput> taken = outputs;
        outputs = new ArrayList<>();
        return taken;
    }
}
