package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The worst case ends as unknown, inside its limits, the same way every time. */
class LimitsTest {
    /** Even numbers that may have been added, in 2^40 ways, and a sum that is odd. */
    private static List<Operation> explosive() throws Exception {
        List<Event> events = new ArrayList<>();
        for (long process = 0; process < 40; process++) {
            add(events, process, EventType.INVOKE, "add", 2L << process);
        }
        add(events, 99, EventType.INVOKE, "read", Nil.NIL);
        add(events, 99, EventType.OK, "read", 1L);
        return Operations.pair(events);
    }

    private static void add(
            List<Event> events, long process, EventType type, String f, Object value) {
        events.add(new Event(events.size(), process, type, f, value, events.size(), Context.NONE));
    }

    @Test
    void when_steps_run_out_then_unknown_says_how_far() throws Exception {
        Verdict verdict = LinearizabilityChecker.check(
                explosive(), new CounterModel(), new Limits(200_000, 1L << 30));
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("of 42", "the limit of 200000 steps");
        assertThat((Long) verdict.facts().get("steps")).isBetween(200_000L, 220_000L);
    }

    @Test
    void when_memory_runs_out_then_unknown_says_how_far() throws Exception {
        Verdict verdict = LinearizabilityChecker.check(
                explosive(), new CounterModel(), new Limits(Long.MAX_VALUE, 4L << 20));
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("the limit of 4194304 bytes", "configurations");
    }

    /**
     * The first try gives up, and with an add that may take effect twice the sum could be reached:
     * that must not count as an order.
     */
    @Test
    void what_fits_only_if_something_happens_twice_is_not_valid() throws Exception {
        List<Event> events = new ArrayList<>();
        for (long process = 0; process < 40; process++) {
            if (process != 1) {
                add(events, process, EventType.INVOKE, "add", 2L << process);
            }
        }
        add(events, 99, EventType.INVOKE, "read", Nil.NIL);
        add(events, 99, EventType.OK, "read", 4L);
        Verdict verdict = LinearizabilityChecker.check(
                Operations.pair(events), new CounterModel(), new Limits(200_000, 1L << 30));
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        new LimitsTest().what_fits_only_if_something_happens_twice_is_not_valid();
    }

    @Test
    void the_same_history_gives_the_same_bytes() throws Exception {
        Limits limits = new Limits(50_000, 1L << 30);
        String first = VerdictJson.text(
                LinearizabilityChecker.check(explosive(), new CounterModel(), limits));
        String second = VerdictJson.text(
                LinearizabilityChecker.check(explosive(), new CounterModel(), limits));
        assertThat(first).isEqualTo(second).startsWith("{\"checker\":\"linearizable counter\"");
    }
}
