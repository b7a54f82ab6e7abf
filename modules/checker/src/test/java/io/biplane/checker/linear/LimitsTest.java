package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The worst case ends as unknown, inside its limits, the same way every time. */
class LimitsTest {
    /**
     * Forty elements enqueued at once, then dequeued at once, and one that never was: 40! orders.
     */
    private static List<Operation> explosive() throws Exception {
        List<Event> events = new ArrayList<>();
        for (int phase = 0; phase < 2; phase++) {
            for (int half = 0; half < 2; half++) {
                for (long process = 0; process < 40; process++) {
                    String f = phase == 0 ? "enqueue" : "dequeue";
                    boolean hasValue = phase == half;
                    long value = phase == 1 && process == 39 ? 99 : process;
                    events.add(new Event(
                            events.size(),
                            process,
                            half == 0 ? EventType.INVOKE : EventType.OK,
                            f,
                            hasValue ? (Object) value : Nil.NIL,
                            events.size(),
                            Context.NONE));
                }
            }
        }
        return Operations.pair(events);
    }

    @Test
    void when_steps_run_out_then_unknown_says_how_far() throws Exception {
        Verdict verdict = LinearizabilityChecker.check(
                explosive(), new QueueModel(), new Limits(200_000, 1L << 30));
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("of 160", "the limit of 200000 steps");
        assertThat((Long) verdict.facts().get("steps")).isBetween(200_000L, 210_000L);
    }

    @Test
    void when_memory_runs_out_then_unknown_says_how_far() throws Exception {
        Verdict verdict = LinearizabilityChecker.check(
                explosive(), new QueueModel(), new Limits(Long.MAX_VALUE, 4L << 20));
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("the limit of 4194304 bytes", "configurations");
    }

    @Test
    void the_same_history_gives_the_same_bytes() throws Exception {
        Limits limits = new Limits(50_000, 1L << 30);
        String first = VerdictJson.text(
                LinearizabilityChecker.check(explosive(), new QueueModel(), limits));
        String second = VerdictJson.text(
                LinearizabilityChecker.check(explosive(), new QueueModel(), limits));
        assertThat(first).isEqualTo(second).startsWith("{\"checker\":\"linearizable queue\"");
    }
}
