package io.biplane.kernel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.kernel.sim.RunStopped;
import io.biplane.kernel.sim.Simulation;
import io.biplane.kernel.trace.ReplayDiverged;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class InboxTest {
    private static final long MS = 1_000_000;

    private final List<String> seen = new ArrayList<>();

    /** With events at the given milliseconds, and a channel that notes what comes in. */
    private Simulation simulation(long... millis) {
        Simulation simulation = Simulation.builder().seed(1).build();
        seen.clear();
        for (int i = 0; i < millis.length; i++) {
            String name = "event " + i;
            simulation.at(millis[i] * MS, () -> note(simulation, name));
        }
        simulation.inbox().onInput("keys", payload -> note(simulation, "input " + payload));
        return simulation;
    }

    private void note(Simulation simulation, String what) {
        seen.add(what + "@" + simulation.nowNanos() / MS);
    }

    /** Three events at 10 ms, and after the first of them an input. */
    private List<RecordedInput> sessionAmidAnInstant() {
        Simulation live = simulation(10, 10, 10);
        live.step();
        live.inbox().submit("keys", "x");
        live.inbox().drain();
        live.runUntil(20 * MS);
        assertThat(seen).containsExactly("event 0@10", "input x@10", "event 1@10", "event 2@10");
        return live.inbox().recorded();
    }

    private static void assertDiverges(Simulation replay, RecordedInput... session) {
        replay.inbox().replay(List.of(session));
        assertThatThrownBy(() -> replay.runUntil(100 * MS)).isInstanceOf(ReplayDiverged.class);
        assertThatThrownBy(replay::step).isInstanceOf(ReplayDiverged.class);
    }

    private static RecordedInput input(long afterSteps, long atMillis) {
        return new RecordedInput(afterSteps, atMillis * MS, "keys", "x");
    }

    @Test
    void when_inputCameBetweenTwoEventsOfAnInstant_then_itDoesSoAgain() {
        List<RecordedInput> session = sessionAmidAnInstant();
        assertThat(session).containsExactly(input(1, 10));
        Simulation replay = simulation(10, 10, 10);
        replay.inbox().replay(session);
        replay.runUntil(20 * MS);
        assertThat(seen).containsExactly("event 0@10", "input x@10", "event 1@10", "event 2@10");
        assertThat(replay.inbox().isIdle()).isTrue();
    }

    /** Wherever an input is put, the digest says so, or the run stops: there is no third way. */
    @Test
    void when_anInputIsPutElsewhere_then_theDigestTellsOrTheRunStops() {
        Simulation replay = simulation(10, 10, 10);
        replay.inbox().replay(sessionAmidAnInstant());
        replay.runUntil(20 * MS);
        long digest = replay.trace().digest();
        for (long afterSteps = 0; afterSteps <= 4; afterSteps++) {
            for (long atMillis = 9; atMillis <= 12; atMillis++) {
                if (afterSteps == 1 && atMillis == 10) {
                    continue;
                }
                Simulation moved = simulation(10, 10, 10);
                moved.inbox().replay(List.of(input(afterSteps, atMillis)));
                boolean fits = afterSteps == 0 && atMillis == 9
                        || (afterSteps == 2 || afterSteps == 3) && atMillis == 10
                        || afterSteps == 3 && atMillis > 10;
                if (fits) {
                    moved.runUntil(20 * MS);
                    assertThat(moved.trace().digest()).isNotEqualTo(digest);
                } else {
                    assertThatThrownBy(() -> moved.runUntil(20 * MS))
                            .as("after %d steps at %d ms", afterSteps, atMillis)
                            .isInstanceOf(ReplayDiverged.class);
                }
            }
        }
    }

    @Test
    void when_theRunTakesAnotherCourse_then_itStopsWhereItDoes() {
        assertDiverges(simulation(10, 10), input(3, 15)); // one event is missing
        assertDiverges(simulation(10, 10, 12), input(2, 15)); // one is too many
        assertDiverges(simulation(10, 11), input(2, 10)); // one is late
        assertDiverges(simulation(), input(1, 10)); // nothing happens at all
        Simulation late = simulation(10, 10);
        late.runUntil(20 * MS);
        assertDiverges(late, input(1, 10)); // the place has gone by
        Simulation replay = simulation(10, 11);
        replay.inbox().replay(List.of(input(2, 10)));
        assertThatThrownBy(() -> replay.runUntil(100 * MS))
                .hasMessage(
                        "input 1, on channel keys, was let in after 2 steps at 10000000 ns; now it"
                                + " is 10000000 ns after 1 steps, and the next step is due at 11000000 ns");
    }

    /** A replay that is to end earlier than the session did is no divergence. */
    @Test
    void when_aReplayEndsBeforeAnInput_then_theInputWaits() {
        Simulation replay = simulation(10, 20, 30);
        replay.inbox().replay(List.of(input(2, 25)));
        replay.runUntil(22 * MS);
        assertThat(seen).containsExactly("event 0@10", "event 1@20");
        assertThat(replay.nextAtNanos()).isEqualTo(25 * MS);
        replay.runUntil(40 * MS);
        assertThat(seen).endsWith("input x@25", "event 2@30");
    }

    @Test
    void when_somethingIsSubmittedDuringAReplay_then_itWaitsForItsEnd() {
        Simulation replay = simulation(10, 20);
        replay.inbox().replay(List.of(input(1, 15)));
        replay.inbox().submit("keys", "new");
        replay.inbox().drain();
        replay.runUntil(20 * MS);
        assertThat(seen).containsExactly("event 0@10", "input x@15", "event 1@20");
        replay.inbox().drain();
        replay.step();
        assertThat(seen).endsWith("input new@20");
        assertThat(replay.inbox().recorded())
                .containsExactly(input(1, 15), new RecordedInput(3, 20 * MS, "keys", "new"));
    }

    @Test
    void when_theSimulationSubmitsItself_then_theRunStops() {
        Simulation simulation = simulation();
        simulation.at(MS, () -> simulation.inbox().submit("keys", "own"));
        assertThatThrownBy(() -> simulation.runUntil(2 * MS))
                .isInstanceOf(RunStopped.class)
                .hasMessageContaining("input on channel keys comes from within the simulation");
    }

    @Test
    void when_nobodyTakesAChannel_then_theRunStopsAtThatStep() {
        Simulation simulation = simulation();
        simulation.inbox().submit("mouse", "click");
        simulation.inbox().drain();
        assertThatThrownBy(() -> simulation.runUntil(MS))
                .isInstanceOf(RunStopped.class)
                .hasMessageContaining("nobody takes input on channel mouse")
                .hasMessageContaining("event 1");
    }

    /** What a control event does may be seen nowhere else. */
    @Test
    void when_aControlEventFiresMoreOrElsewhere_then_theDigestIsAnother() {
        assertThat(List.of(
                        digest(simulation()),
                        digest(simulation(10)),
                        digest(simulation(11)),
                        digest(simulation(10, 10)),
                        digest(simulation(10, 11))))
                .doesNotHaveDuplicates();
        assertThat(digest(simulation(10, 10))).isEqualTo(digest(simulation(10, 10)));
    }

    private static long digest(Simulation simulation) {
        simulation.runUntil(20 * MS);
        return simulation.trace().digest();
    }
}
