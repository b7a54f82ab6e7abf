package io.biplane.kvserver.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.Lease;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.kvserver.apply.Outcome;
import io.biplane.kvserver.apply.RangeState;
import io.biplane.kvserver.command.AppliedState;
import io.biplane.kvserver.command.ProposalId;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.kvserver.command.Trigger;
import io.biplane.raft.log.Entry;
import io.biplane.storage.engine.WriteBatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/** What the watch over leases takes for a bug, and what for the work of a clock beyond the limit. Times are seconds. */
class SimulationInvariantsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long LIMIT_NANOS = SECOND / 2;
    private static final NodeId FIRST = new NodeId(1);
    private static final NodeId SECOND_NODE = new NodeId(2);

    private final long[] walls = new long[3];
    private final SimulationInvariants watch = new SimulationInvariants(
            node -> true, new RunningClocks(() -> walls.clone(), LIMIT_NANOS));

    private void clocks(double first, double second, double third) {
        walls[0] = (long) (first * SECOND);
        walls[1] = (long) (second * SECOND);
        walls[2] = (long) (third * SECOND);
    }

    private static Timestamp at(double seconds) {
        return new Timestamp((long) (seconds * SECOND), 0);
    }

    private static RangeState state(NodeId holder, long sequence, double start) {
        Lease lease =
                new Lease(LeaseKind.EPOCH, holder, sequence, at(start), Timestamp.ZERO, sequence);
        RangeDescriptor descriptor =
                new RangeDescriptor(new RangeId(1), new Span(Key.MIN, Key.MAX), 1, List.of(), 4);
        return new RangeState(
                new AppliedState(sequence, 1, sequence, 0), descriptor, Optional.of(lease));
    }

    private void serves(NodeId node, long sequence, double start, double at) {
        watch.serves(node, state(node, sequence, start), at(at));
    }

    private void begun() {
        watch.started(new RangeId(1), FIRST, () -> 0);
        watch.started(new RangeId(1), SECOND_NODE, () -> 0);
    }

    /** Reading of n1's clock while it served at it, start of n2's lease, times left out, and whether the run ends. */
    @ParameterizedTest
    @CsvSource({
        "20.0, 20.1, 0, false",
        "20.0, 19.9, 0, true",
        "20.4, 20.2, 0, true",
        "30.0, 24.0, 1, false",
        "30.0, 19.0, 1, false",
    })
    void when_theNextLeaseBeginsBeforeWhatWasServed_then_onlyTimesOfRightClocksMakeItABug(
            double served, double start, long leftOut, boolean isBug) {
        begun();
        clocks(20, 20, 20);
        serves(FIRST, 1, 10, 18.5);
        clocks(served, 20, 20);
        serves(FIRST, 1, 10, served);
        clocks(25, 25, 25);
        if (isBug) {
            assertThatThrownBy(() -> serves(SECOND_NODE, 2, start, 25))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining("has served up to");
        } else {
            serves(SECOND_NODE, 2, start, 25);
            assertThat(watch.beyondLimitCount()).isEqualTo(leftOut);
        }
    }

    /** What was served by right clocks is not forgotten because something was served by a wrong one after it. */
    @Test
    void when_aWrongClockServedToo_then_whatRightClocksServedStillCounts() {
        begun();
        clocks(20, 20, 20);
        serves(FIRST, 1, 10, 20);
        clocks(30, 20, 20);
        serves(FIRST, 1, 10, 30);
        clocks(21, 21, 21);
        assertThatThrownBy(() -> serves(SECOND_NODE, 2, 19, 21))
                .isInstanceOf(InvariantViolation.class);
    }

    /** A lease that was begun by a wrong clock keeps its start when the clock is right again. */
    @ParameterizedTest
    @CsvSource({"10, true", "20, false"})
    void when_aLeaseWasBegunByAWrongClock_then_itsStartIsNoBugOfTheRightOne(
            double second, boolean isLeftOut) {
        begun();
        clocks(20, 20, 20);
        serves(FIRST, 1, 10, 20);
        clocks(20, second, 20);
        Lease lease = state(SECOND_NODE, 2, 11).lease().orElseThrow();
        watch.applied(new RangeId(1), SECOND_NODE, applied(lease));
        clocks(21, 21, 21);
        if (isLeftOut) {
            serves(SECOND_NODE, 2, 11, 21);
            assertThat(watch.beyondLimitCount()).isOne();
        } else {
            assertThatThrownBy(() -> serves(SECOND_NODE, 2, 11, 21))
                    .isInstanceOf(InvariantViolation.class);
        }
    }

    private static AppliedEntry applied(Lease lease) {
        ReplicatedCommand command = new ReplicatedCommand(
                new ProposalId(2, 0, 1),
                lease.sequence() - 1,
                0,
                WriteBatch.EMPTY,
                new Trigger.NewLease(lease));
        return new AppliedEntry(
                new Entry(1, lease.sequence(), command),
                Optional.of(command),
                Outcome.EFFECTIVE,
                0);
    }

    /** Two leases at a time are a bug while clocks keep the limit, and counted while one of them does not. */
    @ParameterizedTest
    @CsvSource({"20.4, false", "20.6, true", "19.4, true"})
    void when_twoWouldServeAtATime_then_theClocksDecideWhatItIs(double second, boolean isLeftOut) {
        watch.started(new RangeId(1), FIRST, () -> 1);
        watch.started(new RangeId(1), SECOND_NODE, () -> 2);
        clocks(20, second, 20);
        if (isLeftOut) {
            assertThatCode(watch::sweep).doesNotThrowAnyException();
            assertThat(watch.beyondLimitCount()).isOne();
            assertThat(watch.beyondLimit()).contains("would both serve");
        } else {
            assertThatThrownBy(watch::sweep).isInstanceOf(InvariantViolation.class);
        }
    }
}
