package io.biplane.testbed.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.AdminVerb;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.testbed.measure.Samples.Window;
import io.biplane.testbed.result.FaultWindow;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalLong;

/** When nothing was going on before a step fired. */
class PhasesTest {
    private static final SourcePosition NOWHERE = new SourcePosition("s.yaml", 1, 1, "");

    @Test
    void when_stepsOverlapOrTouch_then_noCalmIsBetweenThem() {
        List<FaultWindow> faults =
                List.of(moment(70), lasting(10, 40), lasting(20, 30), lasting(40, 50), moment(60));
        assertThat(Phases.calms(faults, 100))
                .containsExactly(new Window(0, 10), new Window(50, 60), new Window(60, 70));
    }

    @Test
    void when_aStepIsNeverComplete_then_noCalmFollows() {
        List<FaultWindow> faults = List.of(
                new FaultWindow(
                        "s",
                        ProcessVerb.Kill.FACTS,
                        "kill n1",
                        true,
                        10,
                        OptionalLong.empty(),
                        NOWHERE),
                moment(60));
        assertThat(Phases.calms(faults, 100)).containsExactly(new Window(0, 10));
    }

    @Test
    void when_aMomentTakesTime_then_itIsNoCalm() {
        FaultWindow finalize = new FaultWindow(
                "s", AdminVerb.Finalize.FACTS, "finalize", false, 10, OptionalLong.of(30), NOWHERE);
        assertThat(Phases.calms(List.of(finalize, moment(60)), 100))
                .containsExactly(new Window(0, 10), new Window(30, 60));
    }

    private static FaultWindow lasting(long from, long until) {
        return new FaultWindow(
                "s",
                ProcessVerb.Kill.FACTS,
                "kill n1",
                true,
                from,
                OptionalLong.of(until),
                NOWHERE);
    }

    private static FaultWindow moment(long at) {
        return new FaultWindow(
                "s", AdminVerb.Finalize.FACTS, "finalize", false, at, OptionalLong.of(at), NOWHERE);
    }
}
