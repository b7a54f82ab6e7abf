package io.biplane.kvserver.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.apply.SnapshotData;
import io.biplane.kvserver.command.AppliedState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.message.RaftMessage.InstallSnapshot;
import io.biplane.storage.engine.LocalRecord;
import io.biplane.storage.engine.SpanSnapshot;
import io.biplane.storage.engine.Version;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Both halves of the protocol against each other, over a wire that loses, doubles and delays, in virtual time. */
class SnapshotTransferTest {
    private static final long MILLIS = 1_000_000L;
    private static final long SECONDS = 1_000_000_000L;
    private static final NodeId RECEIVER = new NodeId(9);
    private static final SnapshotLimits LIMITS =
            new SnapshotLimits(1 << 20, 4 << 10, 16 << 10, 200 * MILLIS, 2 * SECONDS, 500 * MILLIS);

    /** The wire and the nodes on it. */
    private static final class Wire {
        private record Letter(long atNanos, long number, NodeId to, SnapshotMessage message) {}

        private final SimRandom random;
        private final double loss;
        private final PriorityQueue<Letter> letters = new PriorityQueue<>(
                Comparator.comparingLong(Letter::atNanos).thenComparingLong(Letter::number));
        private final TreeMap<NodeId, SnapshotSender> senders = new TreeMap<>();
        private final SnapshotReceiver receiver;
        private final List<SnapshotTransfers.Arrived> arrived = new ArrayList<>();
        private final List<SnapshotTransfers.Ended> ended = new ArrayList<>();
        private final TreeMap<NodeId, Long> partBytes = new TreeMap<>();
        private boolean isCut;
        private long nowNanos;
        private long letterCount;
        private long lastArrivalNanos;

        Wire(long seed, double loss, long roomBytes) {
            this.random = new SimRandom(seed, "wire");
            this.loss = loss;
            this.receiver = new SnapshotReceiver(LIMITS, bytes -> bytes <= roomBytes);
        }

        SnapshotSender sender(int node) {
            return senders.computeIfAbsent(
                    new NodeId(node), id -> new SnapshotSender(id, 0, LIMITS));
        }

        void run(long untilNanos) {
            while (true) {
                pump();
                long next = receiver.deadlineNanos();
                for (SnapshotSender sender : senders.values()) {
                    next = Math.min(next, sender.deadlineNanos());
                }
                if (!letters.isEmpty()) {
                    next = Math.min(next, letters.peek().atNanos());
                }
                if (next > untilNanos) {
                    nowNanos = untilNanos;
                    return;
                }
                nowNanos = Math.max(nowNanos, next);
                while (!letters.isEmpty() && letters.peek().atNanos() <= nowNanos) {
                    deliver(letters.poll());
                }
            }
        }

        private void deliver(Letter letter) {
            if (letter.to().equals(RECEIVER)) {
                receiver.onMessage(letter.message(), nowNanos);
            } else {
                senders.get(letter.to()).onReply(letter.message(), nowNanos);
            }
        }

        private void pump() {
            receiver.tick(nowNanos);
            List<SnapshotOutput> outputs = new ArrayList<>(receiver.take());
            for (SnapshotSender sender : senders.values()) {
                sender.tick(nowNanos);
                outputs.addAll(sender.take());
            }
            for (SnapshotOutput output : outputs) {
                if (output instanceof SnapshotOutput.Tell tell) {
                    post(tell);
                } else if (output instanceof SnapshotOutput.End end) {
                    ended.add(end.ended());
                } else if (output instanceof SnapshotOutput.Arrive arrive) {
                    arrived.add(arrive.arrived());
                }
            }
        }

        /** A wire that loses also overtakes; a sound one keeps the order, as connections do. */
        private long arrivalNanos() {
            long at = nowNanos + MILLIS + random.nextLong(2 * MILLIS);
            lastArrivalNanos = loss > 0 ? at : Math.max(at, lastArrivalNanos);
            return lastArrivalNanos;
        }

        private void post(SnapshotOutput.Tell tell) {
            if (tell.message() instanceof SnapshotMessage.Part part) {
                partBytes.merge(part.id().from(), part.content().bytes(), Long::sum);
            }
            int copies = random.chance(loss / 2) ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                if (!isCut && !random.chance(loss)) {
                    letters.add(
                            new Letter(arrivalNanos(), letterCount++, tell.node(), tell.message()));
                }
            }
        }
    }

    /** A snapshot of range {@code range} with so many kilobytes in it. */
    private static SnapshotTransfers.Send order(int range, int kilobytes) {
        List<Version> versions = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < kilobytes; i++) {
            Version version = Version.of(key(range, i), Timestamp.of(7), new byte[1024 - 4 - 12]);
            versions.add(version);
            bytes += 1024;
        }
        LocalRecord local = new LocalRecord(key(range, 0), new byte[] {1, 2, 3});
        RangeDescriptor descriptor = new RangeDescriptor(
                new RangeId(range),
                new Span(key(range, 0), key(range + 1, 0)),
                3,
                List.of(new ReplicaDescriptor(RECEIVER, 1, ReplicaDescriptor.Type.VOTER)),
                2);
        SpanSnapshot content = new SpanSnapshot(
                List.of(descriptor.span()),
                List.of(descriptor.span()),
                versions,
                List.of(local),
                bytes + local.bytes());
        RangeState state =
                new RangeState(new AppliedState(20, 2, 0, 0), descriptor, Optional.empty());
        Snapshot snapshot = new Snapshot(
                20,
                2,
                Configuration.of(List.of(ReplicaId.of(1)), List.of()),
                new SnapshotData(state, content));
        return new SnapshotTransfers.Send(
                new RangeId(range),
                RECEIVER,
                new InstallSnapshot(ReplicaId.of(1), ReplicaId.of(range), 5, snapshot),
                null);
    }

    private static Key key(int range, int row) {
        return Key.wrap(
                new byte[] {(byte) range, (byte) (row >> 16), (byte) (row >> 8), (byte) row});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3})
    void when_theWireLosesAndDoubles_then_whatArrivesIsWholeAndEachOrderEndsOnce(double loss) {
        for (int seed = 1; seed <= 100; seed++) {
            Wire wire = new Wire(seed, loss, Long.MAX_VALUE);
            List<SnapshotTransfers.Send> orders = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                SnapshotTransfers.Send order = order(i + 1, 1 + 17 * i);
                orders.add(order);
                wire.sender(1 + i % 3).add(order);
            }
            wire.run(600 * SECONDS);

            assertThat(wire.ended).as("seed %d", seed).hasSize(9);
            for (SnapshotTransfers.Ended ended : wire.ended) {
                List<SnapshotTransfers.Arrived> came = wire.arrived.stream()
                        .filter(arrived -> arrived.message().to().is(ended.follower()))
                        .toList();
                // One that was given up may have arrived all the same: its last word was lost.
                if (ended.isDelivered()) {
                    assertThat(came).hasSize(1);
                }
                SnapshotTransfers.Send sent = orders.get((int) ended.follower().value() - 1);
                came.forEach(arrived -> assertThat(arrived.message()).isEqualTo(sent.message()));
            }
            if (loss == 0) {
                assertThat(wire.ended).allMatch(SnapshotTransfers.Ended::isDelivered);
            }
        }
    }

    @Test
    void when_nothingIsLost_then_aSnapshotTakesWhatItsBytesTakeAtTheRate() {
        Wire wire = new Wire(1, 0, Long.MAX_VALUE);
        wire.sender(1).add(order(1, 3 * 1024));
        wire.run(2_900 * MILLIS);
        assertThat(wire.ended).isEmpty();

        wire.run(3_200 * MILLIS);

        assertThat(wire.ended).hasSize(1).allMatch(SnapshotTransfers.Ended::isDelivered);
        assertThat(wire.partBytes.get(new NodeId(1))).isEqualTo((3 << 20) + 4 + 3);
    }

    @Test
    void when_theWireIsCutForLessThanThePatience_then_theTransferGoesOnWhereItWas() {
        Wire wire = new Wire(1, 0, Long.MAX_VALUE);
        wire.sender(1).add(order(1, 3 * 1024));
        wire.run(SECONDS);
        wire.isCut = true;
        wire.run(2_500 * MILLIS);
        wire.isCut = false;
        wire.run(10 * SECONDS);

        assertThat(wire.ended).hasSize(1).allMatch(SnapshotTransfers.Ended::isDelivered);
        // What was sent twice is what a few windows hold, not the megabyte from before the cut.
        assertThat(wire.partBytes.get(new NodeId(1))).isLessThan((3 << 20) + (200 << 10));
    }

    @Test
    void when_theWireIsCutForLonger_then_theTransferIsGivenUpOnBothSides() {
        Wire wire = new Wire(1, 0, Long.MAX_VALUE);
        wire.sender(1).add(order(1, 3 * 1024));
        wire.run(SECONDS);
        wire.isCut = true;
        wire.run(3_400 * MILLIS);
        assertThat(wire.ended).isEmpty();
        wire.run(4 * SECONDS);

        assertThat(wire.ended).hasSize(1).noneMatch(SnapshotTransfers.Ended::isDelivered);
        assertThat(wire.ended.get(0).detail()).contains("silent");
        // The receiver has let go too: another sender is served at once.
        wire.isCut = false;
        wire.sender(2).add(order(2, 1));
        wire.run(4_100 * MILLIS);
        assertThat(wire.arrived).hasSize(1);
    }

    @Test
    void when_twoSend_then_oneIsTakenAfterTheOther() {
        Wire wire = new Wire(1, 0, Long.MAX_VALUE);
        wire.sender(1).add(order(1, 1024));
        wire.run(100 * MILLIS);
        wire.sender(2).add(order(2, 1024));
        wire.run(900 * MILLIS);
        assertThat(wire.partBytes).containsOnlyKeys(new NodeId(1));

        // The one that waits is told so, and is not given up, however long it takes.
        wire.run(2_500 * MILLIS);
        assertThat(wire.ended).hasSize(2).allMatch(SnapshotTransfers.Ended::isDelivered);
    }

    @Test
    void when_anOrderIsCancelled_then_nothingIsToldAndTheNextBegins() {
        Wire wire = new Wire(1, 0, Long.MAX_VALUE);
        wire.sender(1).add(order(1, 3 * 1024));
        wire.sender(1).add(order(2, 1));
        wire.run(100 * MILLIS);
        wire.sender(1).cancel(new RangeId(1));
        wire.run(SECONDS);

        assertThat(wire.ended).hasSize(1);
        assertThat(wire.ended.get(0).follower()).isEqualTo(ReplicaId.of(2));
    }

    @Test
    void when_theReceiverHasNoRoom_then_theOrderFailsAfterAPause() {
        Wire wire = new Wire(1, 0, 1 << 20);
        wire.sender(1).add(order(1, 3 * 1024));
        wire.run(400 * MILLIS);
        assertThat(wire.ended).isEmpty();
        wire.run(SECONDS);

        assertThat(wire.ended).hasSize(1);
        assertThat(wire.ended.get(0).detail()).contains("no room");
        assertThat(wire.partBytes).isEmpty();
    }

    @Test
    void when_theReceiverDies_then_theOrderFailsSoon() {
        Wire wire = new Wire(1, 0, Long.MAX_VALUE);
        wire.sender(1).add(order(1, 3 * 1024));
        wire.run(100 * MILLIS);
        wire.isCut = true;
        wire.sender(1).onPeerLost(RECEIVER, wire.nowNanos);
        wire.run(700 * MILLIS);

        assertThat(wire.ended).hasSize(1).noneMatch(SnapshotTransfers.Ended::isDelivered);
    }

    @Test
    void when_theSenderDies_then_theNextInLineIsServed() {
        Wire wire = new Wire(1, 0, Long.MAX_VALUE);
        wire.sender(1).add(order(1, 3 * 1024));
        wire.run(100 * MILLIS);
        wire.sender(2).add(order(2, 1));
        wire.run(200 * MILLIS);
        wire.senders.put(new NodeId(1), new SnapshotSender(new NodeId(1), 1, LIMITS));
        wire.receiver.onPeerLost(new NodeId(1), wire.nowNanos);
        wire.run(300 * MILLIS);

        assertThat(wire.arrived).hasSize(1);
        assertThat(wire.arrived.get(0).from()).isEqualTo(new NodeId(2));
    }
}
