package io.biplane.kvserver.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.raft.EmptyPayload;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.storage.engine.WriteBatch;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Whatever is written reads back equal. Batches have no equality of their own, so they are compared by their bytes. */
class CodecTest {
    private final SimRandom random = new SimRandom(7, "codec");

    @Test
    void when_anEntryIsWritten_then_itReadsBackTheSame() {
        for (int i = 0; i < 500; i++) {
            Entry entry =
                    new Entry(random.nextLong(1L << 40), random.nextLong(1L << 50), payload());
            ByteWriter first = new ByteWriter(16);
            PayloadCodec.write(first, entry);
            ByteReader in = new ByteReader(first.toBytes());
            Entry back = PayloadCodec.readEntry(in);
            ByteWriter second = new ByteWriter(16);
            PayloadCodec.write(second, back);
            assertThat(in.atEnd()).isTrue();
            assertThat(back.index()).isEqualTo(entry.index());
            assertThat(back.term()).isEqualTo(entry.term());
            assertThat(back.payload()).hasSameClassAs(entry.payload());
            assertThat(back.payload().sizeBytes()).isEqualTo(entry.payload().sizeBytes());
            assertThat(second.toBytes()).isEqualTo(first.toBytes());
            if (entry.payload() instanceof ReplicatedCommand command) {
                ReplicatedCommand read = (ReplicatedCommand) back.payload();
                assertThat(read.id()).isEqualTo(command.id());
                assertThat(read.leaseSequence()).isEqualTo(command.leaseSequence());
                assertThat(read.leaseIndex()).isEqualTo(command.leaseIndex());
                assertThat(read.trigger()).isEqualTo(command.trigger());
                assertThat(read.batch().operations())
                        .hasSameSizeAs(command.batch().operations());
            }
        }
    }

    @Test
    void when_descriptorsLeasesAndStatesAreWritten_then_theyReadBackEqual() {
        for (int i = 0; i < 200; i++) {
            RangeDescriptor descriptor = descriptor();
            assertThat(RangeCodec.descriptor(RangeCodec.bytes(descriptor))).isEqualTo(descriptor);
            Lease lease = lease();
            assertThat(RangeCodec.lease(RangeCodec.bytes(lease))).isEqualTo(lease);
            AppliedState state = new AppliedState(
                    random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            assertThat(AppliedState.of(state.bytes())).isEqualTo(state);
        }
    }

    @Test
    void when_recordsOfARangeAreNamed_then_theyLieInItsSpanAndNoOther() {
        RangeId range = new RangeId(300);
        for (Key key : List.of(
                RangeRecords.applied(range),
                RangeRecords.descriptor(range),
                RangeRecords.lease(range))) {
            assertThat(RangeRecords.all(range).contains(key)).isTrue();
            assertThat(RangeRecords.all(new RangeId(299)).contains(key)).isFalse();
            assertThat(RangeRecords.all(new RangeId(301)).contains(key)).isFalse();
            assertThat(RangeRecords.allRanges().contains(key)).isTrue();
            assertThat(RangeRecords.rangeOf(key)).isEqualTo(range);
        }
        assertThat(RangeRecords.allRanges().contains(RangeRecords.tombstone(range)))
                .isFalse();
        assertThat(RangeRecords.allRanges().contains(RangeRecords.BOOTSTRAPPED)).isFalse();
    }

    private Payload payload() {
        return switch (random.nextInt(4)) {
            case 0 -> EmptyPayload.INSTANCE;
            case 1 ->
                MembershipChange.of(
                                MembershipChange.addVoter(ReplicaId.of(1 + random.nextInt(9))),
                                MembershipChange.remove(ReplicaId.of(10)))
                        .withContext(command())
                        .withTransition(MembershipChange.Transition.JOINT_EXPLICIT);
            default -> command();
        };
    }

    private ReplicatedCommand command() {
        Trigger trigger = switch (random.nextInt(3)) {
            case 0 -> new Trigger.NewLease(lease());
            case 1 -> new Trigger.NewDescriptor(descriptor());
            default -> Trigger.None.INSTANCE;
        };
        ProposalId id = new ProposalId(1 + random.nextInt(9), random.nextLong(), random.nextLong());
        return new ReplicatedCommand(
                id, random.nextLong(99), random.nextLong(99), batch(), trigger);
    }

    private WriteBatch batch() {
        WriteBatch.Builder batch = WriteBatch.builder();
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> batch.put(key(), time(), bytes());
                case 1 -> batch.delete(key(), time());
                case 2 -> batch.putLocal(key(), bytes());
                default -> batch.removeLocal(key());
            }
        }
        return batch.build();
    }

    private RangeDescriptor descriptor() {
        List<ReplicaDescriptor> replicas = new ArrayList<>();
        ReplicaDescriptor.Type[] types = ReplicaDescriptor.Type.values();
        for (int i = 1; i <= 1 + random.nextInt(5); i++) {
            replicas.add(new ReplicaDescriptor(
                    new NodeId(i), i * 3L, types[random.nextInt(types.length)]));
        }
        Key start = key();
        Span span = new Span(start, start.append((byte) 1));
        return new RangeDescriptor(
                new RangeId(random.nextLong(1000)), span, random.nextLong(50), replicas, 99);
    }

    private Lease lease() {
        LeaseKind kind = LeaseKind.values()[random.nextInt(3)];
        return new Lease(
                kind, new NodeId(1 + random.nextInt(9)), random.nextLong(99), time(), time(), 4);
    }

    private Key key() {
        return Key.wrap(bytes());
    }

    private Timestamp time() {
        return new Timestamp(random.nextLong(1L << 60), random.nextInt(5));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
