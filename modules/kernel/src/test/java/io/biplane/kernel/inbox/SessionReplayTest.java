package io.biplane.kernel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.random.SimRandom;
import io.biplane.kernel.pace.Pacer;
import io.biplane.kernel.pace.WallClock;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random sessions with input from outside are what they were when they are repeated. */
class SessionReplayTest {
    private static final long MS = 1_000_000;
    private static final int SEEDS = 1_000;
    /** Ends of the stretches between which control code acts. */
    private static final long[] STRETCHES = {300 * MS, 301 * MS, 900 * MS};

    /**
     * A small simulated world that any change of order changes: whatever happens mixes the state, and
     * decides by it what happens next. Instants are whole milliseconds, so that many things share one.
     */
    private static final class World implements AutoCloseable {
        private final Simulation simulation;
        private final SimRandom random;
        private final ArrayDeque<Simulation.ControlEvent> waiting = new ArrayDeque<>();
        private final List<String> log = new ArrayList<>();
        private long state;

        World(long seed, boolean hasActor) {
            simulation = Simulation.builder()
                    .seed(seed)
                    .exploreInterleavings(seed % 2 == 0)
                    .build();
            random = simulation.random("world");
            state = seed;
            int timers = 5 + random.nextInt(40);
            for (int i = 0; i < timers; i++) {
                timer(random.nextInt(900));
            }
            simulation.inbox().onInput("keys", payload -> happens("input " + payload));
            if (hasActor) {
                Host host = simulation.addHost("n1", HostSpec.defaults());
                host.boot(services -> actor());
                simulation.inbox().onInput("actor", payload -> tell(host, "told " + payload));
            } else {
                simulation.inbox().onInput("actor", payload -> happens("not told " + payload));
            }
        }

        private void timer(long inMillis) {
            waiting.add(simulation.after(inMillis * MS, () -> happens("timer")));
        }

        /** Has a timer of its own, and tasks that are ready at the instant they come up at. */
        private Behavior<String> actor() {
            return Behaviors.withTimers(timers -> {
                timers.startTimerWithFixedDelay("tick", Duration.ofMillis(5));
                return Behaviors.receive((context, message) -> {
                    happens(message);
                    if (message.equals("tick") && state % 3 == 0) {
                        context.getSelf().tell("again");
                    }
                    return Behaviors.same();
                });
            });
        }

        private static void tell(Host host, String text) {
            @SuppressWarnings("unchecked")
            ActorSystem<String> system = (ActorSystem<String>) host.system().orElseThrow();
            system.tell(text);
        }

        private void happens(String what) {
            state = (state ^ what.hashCode()) * 0x9e3779b97f4a7c15L + simulation.nowNanos();
            state ^= state >>> 29;
            log.add(what + " @" + simulation.nowNanos() + " " + state);
            switch ((int) (state & 7)) {
                case 0, 1 -> timer(state >>> 8 & 3);
                case 2 -> timer(0);
                case 3 -> {
                    timer(0);
                    timer(1);
                }
                case 4 -> cancelOne();
                default -> {}
            }
        }

        private void cancelOne() {
            if (!waiting.isEmpty()) {
                waiting.poll().cancel();
            }
        }

        /** What the program does between two calls that run the simulation. */
        void control() {
            happens("control");
        }

        @Override
        public void close() {
            simulation.close();
        }
    }

    /** Somebody at the controls: at any reading of the clock they may submit something or turn a knob. */
    private static final class Somebody implements WallClock {
        private final SplittableRandom random;
        private final Simulation simulation;
        private final boolean submits;
        private Pacer pacer;
        private long nowNanos;
        private int count;
        private boolean stopped;

        Somebody(long seed, Simulation simulation, boolean submits) {
            this.random = new SplittableRandom(seed);
            this.simulation = simulation;
            this.submits = submits;
        }

        void run(World world) {
            pacer = new Pacer(simulation, this);
            for (long end : STRETCHES) {
                do {
                    stopped = false;
                    pacer.runUntil(end);
                } while (stopped);
                world.control();
            }
        }

        @Override
        public long nanoTime() {
            act(4);
            return nowNanos;
        }

        @Override
        public void await(long nanos) {
            nowNanos += nanos;
            act(12);
        }

        @Override
        public void wake() {}

        private void act(int percent) {
            if (pacer == null || random.nextInt(100) >= percent) {
                return;
            }
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> pacer.pause();
                case 3 -> pacer.resume();
                case 4 -> pacer.speed(0.5 + random.nextInt(6));
                case 5 -> pacer.speed(Double.POSITIVE_INFINITY);
                case 6 -> {
                    stopped = true;
                    pacer.stop();
                }
                default -> stepAndSubmit();
            }
        }

        private void stepAndSubmit() {
            for (int i = random.nextInt(4); i > 0; i--) {
                pacer.stepOnce();
            }
            for (int i = random.nextInt(3); submits && i > 0; i--) {
                simulation.inbox().submit(random.nextBoolean() ? "keys" : "actor", count++);
            }
        }
    }

    @Test
    void when_aSessionIsRepeatedUnpacedOrAtTheControls_then_everythingHappensAsItDid() {
        int inputs = 0;
        int amidTheirInstant = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            boolean hasActor = seed % 50 == 0;
            try (World live = new World(seed, hasActor);
                    World again = new World(seed, hasActor);
                    World atTheControls = new World(seed, hasActor)) {
                new Somebody(seed, live.simulation, true).run(live);
                List<RecordedInput> session = live.simulation.inbox().recorded();

                again.simulation.inbox().replay(session);
                for (long end : STRETCHES) {
                    again.simulation.runUntil(end);
                    again.control();
                }
                assertSame(seed, live, again);

                atTheControls.simulation.inbox().replay(session);
                new Somebody(-seed, atTheControls.simulation, false).run(atTheControls);
                assertSame(seed, live, atTheControls);

                inputs += session.size();
                amidTheirInstant += (int) session.stream()
                        .filter(input -> isAmid(live.log, input))
                        .count();
            }
        }
        // The sessions are of the kind that an instant alone cannot repeat.
        assertThat(inputs).isGreaterThan(3 * SEEDS);
        assertThat(amidTheirInstant).isGreaterThan(SEEDS / 2);
    }

    /** Whether something else happened after it at its instant. */
    private static boolean isAmid(List<String> log, RecordedInput input) {
        String instant = " @" + input.atNanos() + " ";
        int at = 0;
        while (at < log.size() && !log.get(at).contains(input.payload() + instant)) {
            at++;
        }
        return log.stream()
                .skip(at + 1L)
                .anyMatch(line ->
                        line.contains("timer" + instant) || line.contains("tick" + instant));
    }

    private static void assertSame(long seed, World live, World again) {
        assertThat(again.log).as("seed %d", seed).isEqualTo(live.log);
        assertThat(again.simulation.inbox().recorded())
                .isEqualTo(live.simulation.inbox().recorded());
        assertThat(again.simulation.eventCount()).isEqualTo(live.simulation.eventCount());
        assertThat(again.simulation.nowNanos()).isEqualTo(live.simulation.nowNanos());
        assertThat(again.simulation.trace().digest())
                .isEqualTo(live.simulation.trace().digest());
    }
}
