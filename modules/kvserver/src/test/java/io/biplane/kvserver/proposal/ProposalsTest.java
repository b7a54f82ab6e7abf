package io.biplane.kvserver.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.raft.log.Entry;
import io.biplane.storage.engine.WriteBatch;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ProposalsTest {
    private final Proposals proposals = new Proposals(1, 100, 3_000);
    private final List<String> told = new ArrayList<>();

    private ReplicatedCommand add(String name, long nowNanos) {
        Proposals.Waiter waiter = new Proposals.Waiter() {
            @Override
            public void onEffect(long index) {
                told.add(name + " effect " + index);
            }

            @Override
            public void onNoEffect(Outcome outcome) {
                told.add(name + " " + outcome);
            }

            @Override
            public void onUnknown() {
                told.add(name + " unknown");
            }
        };
        return proposals.add(
                7,
                20,
                WriteBatch.EMPTY,
                Trigger.None.INSTANCE,
                new Proposals.Proposing(waiter, nowNanos));
    }

    private List<ReplicatedCommand> applied(ReplicatedCommand command, Outcome outcome) {
        return proposals.onApplied(
                new AppliedEntry(new Entry(5, 50, command), Optional.of(command), outcome, 0),
                1_000);
    }

    @Test
    void when_commandsAreAdded_then_leaseIndexesGrowFromTheAppliedOne() {
        assertThat(add("a", 0).leaseIndex()).isEqualTo(21);
        assertThat(add("b", 0).leaseIndex()).isEqualTo(22);
    }

    @Test
    void when_aCommandIsAppliedTwice_then_itsWaiterHearsOnce() {
        ReplicatedCommand command = add("a", 0);
        assertThat(applied(command, Outcome.EFFECTIVE)).isEmpty();
        assertThat(applied(command, Outcome.STALE_INDEX)).isEmpty();
        assertThat(told).containsExactly("a effect 50");
    }

    @Test
    void when_aCommandComesTooLateInItsPlace_then_itMovesBehindAllOthers() {
        ReplicatedCommand first = add("a", 0);
        ReplicatedCommand second = add("b", 0);
        List<ReplicatedCommand> again = applied(first, Outcome.STALE_INDEX);
        assertThat(again).hasSize(1);
        assertThat(again.get(0).leaseIndex()).isGreaterThan(second.leaseIndex());
        assertThat(again.get(0).id()).isEqualTo(first.id());
        // A second copy at the old place says nothing about the new one.
        assertThat(applied(first, Outcome.STALE_INDEX)).isEmpty();
        assertThat(told).isEmpty();
        applied(again.get(0), Outcome.EFFECTIVE);
        assertThat(told).containsExactly("a effect 50");
    }

    @Test
    void when_anotherLeaseIsInForce_then_nothingOfTheOldOneCanHappen() {
        ReplicatedCommand command = add("a", 0);
        proposals.onLease(7);
        assertThat(told).isEmpty();
        proposals.onLease(8);
        assertThat(told).containsExactly("a WRONG_LEASE");
        assertThat(applied(command, Outcome.WRONG_LEASE)).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void when_nothingIsSeenForThreeSeconds_then_theCommandIsOverdueOnce() {
        ReplicatedCommand command = add("a", 0);
        assertThat(proposals.deadlineNanos()).isEqualTo(3_000);
        assertThat(proposals.overdue(2_999)).isEmpty();
        assertThat(proposals.overdue(3_000)).containsExactly(command);
        assertThat(proposals.overdue(3_001)).isEmpty();
        assertThat(proposals.deadlineNanos()).isEqualTo(6_000);
    }

    @Test
    void when_aFormerLifesCommandIsApplied_then_itIsNobodys() {
        add("a", 0);
        Proposals former = new Proposals(1, 99, 3_000);
        ReplicatedCommand theirs = former.add(
                7, 0, WriteBatch.EMPTY, Trigger.None.INSTANCE, new Proposals.Proposing(null, 0));
        assertThat(applied(theirs, Outcome.EFFECTIVE)).isEmpty();
        assertThat(told).isEmpty();
    }
}
