package io.biplane.kv.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Timestamp;
import io.biplane.kernel.trace.StateChange;
import io.biplane.kv.change.KvChange;
import io.biplane.settings.kv.ClockText;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/** Rules of CockroachDB {@code util/hlc}: what a clock takes from others, and what it never gives. */
class HybridClockTest {
    private static final long MILLIS = 1_000_000L;
    private static final long LIMIT = 500 * MILLIS;

    private long wallNanos = 1_000_000 * MILLIS;
    private final HybridClock clock = new HybridClock(() -> wallNanos, LIMIT);
    private final List<StateChange> trace = new ArrayList<>();
    private final ClockDoor door = new ClockDoor(clock, trace::add, "gossip");

    private Timestamp ahead(long nanos) {
        return Timestamp.of(wallNanos + nanos);
    }

    @Test
    void when_aTimestampIsAheadByTheLimit_then_theClockFollows() {
        assertThat(door.admits(ahead(LIMIT), "n2")).isTrue();
        assertThat(clock.now()).isEqualTo(ahead(LIMIT).next());
        assertThat(trace).isEmpty();
    }

    @Test
    void when_aTimestampIsFurtherAhead_then_itIsRefusedCountedTracedAndChangesNothing() {
        Timestamp before = clock.now();
        assertThat(door.admits(ahead(LIMIT + 1), "n2")).isFalse();
        assertThat(door.admits(ahead(8 * 3_600_000 * MILLIS), "n3")).isFalse();
        assertThat(clock.now()).isEqualTo(before.next());
        assertThat(door.refusedCount()).isEqualTo(2);
        assertThat(trace)
                .containsExactly(
                        new KvChange.TimestampRefused("gossip", "n2", LIMIT + 1, 1),
                        new KvChange.TimestampRefused("gossip", "n3", 8 * 3_600_000 * MILLIS, 2));
        assertThat(trace.get(1).fields())
                .isEqualTo(StateChange.Field.listOf(
                        "door", "gossip", "from", "n3", "ahead", "8h0m0s", "count", 2));
        assertThat(door.refusal(ahead(9_900 * MILLIS)))
                .isEqualTo("remote wall time is too far ahead (9.9s) to be trustworthy");
    }

    @Test
    void when_theWallClockJumpsBack_then_readingsGoOnAboveAndOwnOnesAreBelieved() {
        Timestamp before = clock.now();
        wallNanos -= 10_000 * MILLIS;
        assertThat(clock.now()).isEqualTo(before.next());
        assertThat(door.admits(before, "n1")).isTrue();
        // The others' clocks are ahead of this wall clock now, by more than the limit.
        assertThat(door.admits(Timestamp.of(before.wallNanos() + MILLIS), "n2")).isFalse();
    }

    @Test
    void when_aBoundIsSet_then_noReadingReachesItAndTheOwnerHears() {
        List<Long> beyond = new ArrayList<>();
        clock.alarms(new HybridClock.Alarms() {
            @Override
            public void refused() {}

            @Override
            public void beyondBound(long nanos) {
                beyond.add(nanos);
            }
        });
        long bound = wallNanos + 100 * MILLIS;
        clock.bound(bound);
        wallNanos += 100 * MILLIS - 1;
        assertThat(clock.now().wallNanos()).isEqualTo(bound - 1);
        assertThat(beyond).isEmpty();
        wallNanos += 10_000 * MILLIS;
        Timestamp one = clock.now();
        Timestamp other = clock.now();
        assertThat(other).isGreaterThan(one);
        assertThat(other.wallNanos()).isEqualTo(bound - 1);
        assertThat(clock.peek().wallNanos()).isEqualTo(bound - 1);
        assertThat(beyond).hasSize(3).containsOnly(wallNanos);
    }

    /** Go's {@code time.Duration}, rounded down to milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "0,                0ms",
        "400000000,        400ms",
        "-999999999,       -999ms",
        "1000000000,       1s",
        "9900000000,       9.9s",
        "10001000000,      10.001s",
        "60000000000,      1m0s",
        "28800000000000,   8h0m0s",
        "-3661500000000,   -1h1m1.5s",
    })
    void when_aDurationIsTold_then_itReadsAsInTheModelledSystem(long nanos, String text) {
        assertThat(ClockText.duration(nanos)).isEqualTo(text);
    }
}
