package io.biplane.kernel.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kernel.inbox.RecordedInput;
import io.biplane.kernel.sim.Simulation;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PacerTest {
    private static final long MS = 1_000_000;

    /** A clock that jumps over every wait, and can do something at a real instant. */
    private static final class FakeClock implements WallClock {
        private long nowNanos = 1_000;
        private long actAtNanos = Long.MAX_VALUE;
        private Runnable act = () -> {};
        private long thenAtNanos = Long.MAX_VALUE;
        private Runnable then = () -> {};

        @Override
        public long nanoTime() {
            return nowNanos;
        }

        @Override
        public void await(long nanos) {
            nowNanos += nanos;
            if (nowNanos >= actAtNanos) {
                actAtNanos = thenAtNanos;
                thenAtNanos = Long.MAX_VALUE;
                Runnable due = act;
                act = then;
                due.run();
            }
        }

        @Override
        public void wake() {}

        void at(long nanos, Runnable action) {
            actAtNanos = nowNanos + nanos;
            act = action;
        }

        void then(long nanos, Runnable action) {
            thenAtNanos = nowNanos + nanos;
            then = action;
        }
    }

    private final FakeClock clock = new FakeClock();
    private final Simulation simulation = Simulation.builder().seed(1).build();
    private final Pacer pacer = new Pacer(simulation, clock);
    private final List<String> seen = new ArrayList<>();

    private void note(String what) {
        seen.add(what + "@" + simulation.nowNanos() / MS);
    }

    private long elapsedMillis(Runnable run) {
        long start = clock.nanoTime();
        run.run();
        return (clock.nanoTime() - start) / MS;
    }

    @Test
    void when_speedIsTwo_then_aVirtualSecondTakesHalfARealOne() {
        pacer.speed(2);
        simulation.at(300 * MS, () -> note("event"));
        assertThat(elapsedMillis(() -> pacer.runUntil(1_000 * MS))).isBetween(500L, 501L);
        assertThat(simulation.nowNanos()).isEqualTo(1_000 * MS);
        assertThat(seen).containsExactly("event@300");
    }

    @Test
    void when_unpaced_then_noRealTimePasses() {
        pacer.speed(Double.POSITIVE_INFINITY);
        assertThat(elapsedMillis(() -> pacer.runUntil(1_000 * MS))).isZero();
        assertThat(simulation.nowNanos()).isEqualTo(1_000 * MS);
    }

    @Test
    void when_pausedAndStepped_then_oneEventHappensAtATime() {
        for (int i = 1; i <= 3; i++) {
            int number = i;
            simulation.at(i * 100 * MS, () -> note("event " + number));
        }
        pacer.pause();
        pacer.stepOnce();
        pacer.stepOnce();
        clock.at(10_000 * MS, pacer::stop);
        pacer.runUntil(1_000 * MS);
        assertThat(seen).containsExactly("event 1@100", "event 2@200");
        assertThat(simulation.nowNanos()).isEqualTo(200 * MS);
        pacer.resume();
        pacer.runUntil(1_000 * MS);
        assertThat(seen).endsWith("event 3@300");
    }

    /** Events that share an instant are as many steps as any others. */
    @Test
    void when_pausedWithinAnInstant_then_theRestOfItWaits() {
        for (int i = 1; i <= 3; i++) {
            int number = i;
            simulation.at(100 * MS, () -> note("event " + number));
        }
        simulation.inbox().onInput("console", payload -> note("input " + payload));
        pacer.pause();
        pacer.stepOnce();
        clock.at(50 * MS, () -> simulation.inbox().submit("console", "hello"));
        clock.then(60 * MS, pacer::stop);
        pacer.runUntil(1_000 * MS);
        assertThat(seen).containsExactly("event 1@100", "input hello@100");
        pacer.stepOnce();
        clock.at(50 * MS, pacer::resume);
        pacer.runUntil(100 * MS);
        assertThat(seen).endsWith("event 2@100", "event 3@100");
        assertThat(simulation.nowNanos()).isEqualTo(100 * MS);
    }

    @Test
    void when_theNextEventIsBehindTheEnd_then_aStepGoesToTheEndAndIsKept() {
        simulation.at(2_000 * MS, () -> note("event"));
        pacer.pause();
        pacer.stepOnce();
        pacer.runUntil(1_000 * MS);
        assertThat(simulation.nowNanos()).isEqualTo(1_000 * MS);
        assertThat(seen).isEmpty();
        clock.at(50 * MS, pacer::stop);
        pacer.runUntil(3_000 * MS);
        assertThat(seen).containsExactly("event@2000");
    }

    /**
     * What a live session did can be repeated unpaced: same inputs at the same virtual instants,
     * same digest.
     */
    @Test
    void when_aSessionWithOutsideInputIsReplayed_then_theDigestIsEqual() {
        simulation.inbox().onInput("console", payload -> note("input " + payload));
        clock.at(123 * MS, () -> simulation.inbox().submit("console", "hello"));
        pacer.runUntil(1_000 * MS);
        List<RecordedInput> session = simulation.inbox().recorded();
        assertThat(session).hasSize(1);
        assertThat(session.get(0).atNanos()).isBetween(100 * MS, 145 * MS);

        Simulation replay = Simulation.builder().seed(1).build();
        List<Long> instants = new ArrayList<>();
        replay.inbox().onInput("console", payload -> instants.add(replay.nowNanos()));
        replay.inbox().replay(session);
        replay.runUntil(1_000 * MS);
        assertThat(instants).containsExactly(session.get(0).atNanos());
        assertThat(replay.trace().digest()).isEqualTo(simulation.trace().digest());
    }
}
