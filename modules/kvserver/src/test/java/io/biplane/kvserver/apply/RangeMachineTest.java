package io.biplane.kvserver.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.command.AppliedState;
import io.biplane.kvserver.command.ProposalId;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.kvserver.member.Members;
import io.biplane.raft.EmptyPayload;
import io.biplane.raft.Payload;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.HeapEngine;
import io.biplane.storage.engine.WriteBatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules of application, one row a case, and that applying again after a loss gives the same. */
class RangeMachineTest {
    private static final RangeId RANGE = new RangeId(7);
    private static final Key KEY = Key.wrap(new byte[] {'k'});
    private static final RangeDescriptor DESCRIPTOR = new RangeDescriptor(
            RANGE,
            new Span(Key.wrap(new byte[] {'a'}), Key.wrap(new byte[] {'z'})),
            1,
            List.of(
                    new ReplicaDescriptor(new NodeId(1), 1, ReplicaDescriptor.Type.VOTER),
                    new ReplicaDescriptor(new NodeId(2), 2, ReplicaDescriptor.Type.VOTER)),
            3);

    /** A disk that remembers how to take everything back. */
    private static final class UndoingDisk implements Disk {
        private Object volume;
        private final List<Runnable> undos = new ArrayList<>();

        @Override
        @SuppressWarnings("unchecked")
        public <V> V volume(String name, Supplier<V> create) {
            volume = volume == null ? create.get() : volume;
            return (V) volume;
        }

        @Override
        public void written(long growthBytes, Runnable undo) {
            undos.add(undo);
        }

        @Override
        public boolean hasRoomFor(long bytes) {
            return true;
        }

        @Override
        public void sync(SyncListener listener) {
            undos.clear();
        }

        void powerLost() {
            for (int i = undos.size() - 1; i >= 0; i--) {
                undos.get(i).run();
            }
            undos.clear();
        }
    }

    private final UndoingDisk disk = new UndoingDisk();
    private final Engine engine = HeapEngine.open(disk);

    private RangeMachine machine(boolean checksLeaseSequence) {
        return RangeMachine.at(
                new RangeState(new AppliedState(10, 5, 0, 0), DESCRIPTOR, Optional.empty()),
                engine,
                checksLeaseSequence);
    }

    private static Lease lease(long sequence, int holder, long expirationSeconds) {
        return new Lease(
                LeaseKind.EXPIRATION,
                new NodeId(holder),
                sequence,
                Timestamp.of((expirationSeconds - 6) * 1_000_000_000L),
                Timestamp.of(expirationSeconds * 1_000_000_000L),
                0);
    }

    private static ReplicatedCommand command(
            long leaseSequence, long leaseIndex, Trigger trigger, String value) {
        return command(1, leaseSequence, leaseIndex, trigger, value);
    }

    private static ReplicatedCommand command(
            int proposer, long leaseSequence, long leaseIndex, Trigger trigger, String value) {
        WriteBatch batch = value.isEmpty()
                ? WriteBatch.EMPTY
                : WriteBatch.builder()
                        .put(KEY, Timestamp.of(leaseIndex), value.getBytes())
                        .build();
        return new ReplicatedCommand(
                new ProposalId(proposer, 0, leaseIndex), leaseSequence, leaseIndex, batch, trigger);
    }

    private static AppliedEntry applyOne(RangeMachine machine, long index, Payload payload) {
        return machine.apply(EntrySlice.of(List.of(new Entry(5, index, payload))))
                .get(0);
    }

    /** In force: lease 3 of n1 until second 10, lease index 4. Then one command comes. */
    @ParameterizedTest
    @CsvSource({
        // proposed under, lease index, new lease (sequence/holder/until@proposer), outcome
        "3, 5, -,      EFFECTIVE",
        "3, 9, -,      EFFECTIVE",
        "3, 4, -,      STALE_INDEX",
        "3, 1, -,      STALE_INDEX",
        "2, 5, -,      WRONG_LEASE",
        "4, 5, -,      WRONG_LEASE",
        "2, 1, -,      WRONG_LEASE",
        "3, 0, 4/2/16, EFFECTIVE",
        "3, 0, 4/2/15, EFFECTIVE",
        "3, 0, 4/2/15@2, REFUSED",
        "3, 0, 4/2/16@2, EFFECTIVE",
        "3, 0, 4/1/16, EFFECTIVE",
        "3, 0, 5/2/16, REFUSED",
        "3, 0, 3/1/13, EFFECTIVE",
        "3, 0, 3/1/10, EFFECTIVE",
        "3, 0, 3/1/9,  REFUSED",
        "3, 0, 3/2/13, REFUSED",
        "2, 0, 3/2/16, WRONG_LEASE",
    })
    void when_aCommandIsApplied_then_leaseAndIndexDecide(
            long leaseSequence, long leaseIndex, String newLease, Outcome outcome) {
        RangeMachine machine = machine(true);
        for (int sequence = 1; sequence <= 3; sequence++) {
            applyOne(
                    machine,
                    10 + sequence,
                    command(sequence - 1, 0, new Trigger.NewLease(lease(sequence, 1, 10)), ""));
        }
        applyOne(machine, 14, command(3, 4, Trigger.None.INSTANCE, "before"));
        Trigger trigger = Trigger.None.INSTANCE;
        int proposer = newLease.endsWith("@2") ? 2 : 1;
        if (!newLease.equals("-")) {
            String[] parts = newLease.replace("@2", "").split("/");
            trigger = new Trigger.NewLease(lease(
                    Long.parseLong(parts[0]),
                    Integer.parseInt(parts[1]),
                    Long.parseLong(parts[2])));
        }
        String value = newLease.equals("-") ? "after" : "";
        AppliedEntry applied =
                applyOne(machine, 15, command(proposer, leaseSequence, leaseIndex, trigger, value));
        assertThat(applied.outcome()).isEqualTo(outcome);
        boolean wrote = engine.get(KEY, Timestamp.MAX)
                .filter(version -> new String(version.value()).equals("after"))
                .isPresent();
        assertThat(wrote).isEqualTo(outcome == Outcome.EFFECTIVE && !value.isEmpty());
        assertThat(machine.state().applied().index()).isEqualTo(15);
    }

    /** Lease and membership go together: a lease without a replica could neither be served under nor be taken over. */
    @Test
    void when_leaseholderAndReplicasWouldPart_then_theCommandIsRefused() {
        RangeMachine machine = machine(true);
        applyOne(machine, 11, command(0, 0, new Trigger.NewLease(lease(1, 1, 10)), ""));
        RangeDescriptor without1 = Members.without(DESCRIPTOR, new NodeId(1));
        assertThat(applyOne(machine, 12, command(1, 1, new Trigger.NewDescriptor(without1), ""))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        RangeDescriptor without2 = Members.without(DESCRIPTOR, new NodeId(2));
        assertThat(applyOne(machine, 13, command(1, 2, new Trigger.NewDescriptor(without2), ""))
                        .outcome())
                .isEqualTo(Outcome.EFFECTIVE);
        assertThat(applyOne(machine, 14, command(1, 0, new Trigger.NewLease(lease(2, 2, 16)), ""))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(machine.state().descriptor()).isEqualTo(without2);
    }

    @Test
    void when_theLeaseCheckIsLeftOut_then_anOldLeasesCommandTakesEffect() {
        RangeMachine machine = machine(false);
        applyOne(machine, 11, command(0, 0, new Trigger.NewLease(lease(1, 1, 10)), ""));
        assertThat(applyOne(machine, 12, command(0, 1, Trigger.None.INSTANCE, "x"))
                        .outcome())
                .isEqualTo(Outcome.EFFECTIVE);
    }

    @Test
    void when_powerIsLostBeforeASync_then_applyingAgainGivesTheSameState() {
        WriteBatch.Builder first = WriteBatch.builder();
        new RangeState(new AppliedState(10, 5, 0, 0), DESCRIPTOR, Optional.empty()).store(first);
        engine.apply(first.build());
        disk.sync(outcome -> {});
        List<Entry> entries = List.of(
                new Entry(5, 11, EmptyPayload.INSTANCE),
                new Entry(5, 12, command(0, 0, new Trigger.NewLease(lease(1, 1, 9)), "")),
                new Entry(5, 13, command(1, 1, Trigger.None.INSTANCE, "a")),
                new Entry(6, 14, command(1, 1, Trigger.None.INSTANCE, "again")),
                new Entry(6, 15, command(1, 2, Trigger.None.INSTANCE, "b")));
        RangeMachine machine =
                RangeMachine.at(RangeState.load(engine, RANGE).orElseThrow(), engine, true);
        machine.apply(EntrySlice.of(entries));
        RangeState after = machine.state();
        long rows = engine.checksum(DESCRIPTOR.span());
        assertThat(RangeState.load(engine, RANGE)).contains(after);

        disk.powerLost();
        RangeState lost = RangeState.load(engine, RANGE).orElseThrow();
        assertThat(lost.applied().index()).isEqualTo(10);
        RangeMachine again = RangeMachine.at(lost, engine, true);
        // In other slices than before: only the order counts.
        again.apply(EntrySlice.of(entries.subList(0, 2)));
        again.apply(EntrySlice.of(entries.subList(2, 5)));
        assertThat(again.state()).isEqualTo(after);
        assertThat(engine.checksum(DESCRIPTOR.span())).isEqualTo(rows);
    }

    @Test
    void when_anEntryIsLeftOut_then_itIsAViolation() {
        assertThatThrownBy(() -> applyOne(machine(true), 12, EmptyPayload.INSTANCE))
                .isInstanceOf(InvariantViolation.class);
    }
}
