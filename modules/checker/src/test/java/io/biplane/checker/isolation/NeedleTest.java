package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One planted anomaly in a long valid history: found, named, and nothing else is. */
class NeedleTest {
    @Test
    void each_anomaly_is_found_among_thousands_of_steps() throws Exception {
        for (long seed = 1; seed <= 2; seed++) {
            plantEach(seed, 3_000);
        }
    }

    @Test
    @Tag("nightly")
    void each_anomaly_is_found_among_a_hundred_thousand_steps_fifty_times() throws Exception {
        for (long seed = 1; seed <= 50; seed++) {
            plantEach(seed, 100_000);
        }
    }

    private static void plantEach(long seed, int steps) throws Exception {
        for (Workload workload : Workload.values()) {
            List<Event> hay = valid(new Dice(seed), workload, steps);
            Verdict clean = IsolationChecker.check(
                    Operations.pair(hay), workload, Level.STRICT_SERIALIZABLE);
            assertThat(clean.validity()).as(clean.toString()).isEqualTo(Validity.VALID);
            for (Examples.Example example : Examples.all()) {
                if (example.workload() == workload && example.violated() != null) {
                    plant(hay, workload, example.violated(), example.history(), new Dice(seed));
                }
            }
        }
    }

    /** The small history's events go somewhere in the middle; its verdict must come out again. */
    private static void plant(
            List<Event> hay, Workload workload, Level violated, String text, Dice dice)
            throws Exception {
        List<Operation> needle = Transactions.of(text);
        Map<?, ?> expected =
                (Map<?, ?>) IsolationChecker.check(needle, workload, Level.STRICT_SERIALIZABLE)
                        .facts()
                        .get("anomalies");
        int place = hay.size() / 4 + dice.below(hay.size() / 2);
        List<Event> events = new ArrayList<>(hay.subList(0, place));
        events.addAll(events(needle));
        events.addAll(hay.subList(place, hay.size()));
        List<Event> numbered = new ArrayList<>(events.size());
        for (Event event : events) {
            numbered.add(event(numbered.size(), event.process(), event.type(), event.value()));
        }
        Verdict verdict = IsolationChecker.check(
                Operations.pair(numbered), workload, Level.STRICT_SERIALIZABLE);
        assertThat(verdict.facts().get("anomalies")).as(text).isEqualTo(expected);
        assertThat(verdict.facts().get("weakest_level_violated")).isEqualTo(violated.word());
        for (Anomaly anomaly : verdict.anomalies()) {
            assertThat(anomaly.operations())
                    .as(anomaly.toString())
                    .allMatch(operation -> operation.process() >= 1000);
        }
    }

    private static List<Event> events(List<Operation> operations) {
        Event[] events = new Event[2 * operations.size()];
        for (Operation operation : operations) {
            long process = 1000 + operation.process();
            int at = (int) operation.span().invokeIndex();
            events[at] = event(at, process, EventType.INVOKE, operation.input());
            if (operation.span().returnIndex() != Operation.Span.NEVER) {
                int end = (int) operation.span().returnIndex();
                events[end] = event(end, process, operation.outcome(), operation.output());
            }
        }
        return java.util.Arrays.stream(events).filter(event -> event != null).toList();
    }

    private static Event event(int index, long process, EventType type, Object value) {
        return new Event(index, process, type, "txn", value, 1000L * index, Context.NONE);
    }

    /**
     * A correct database: each transaction takes effect at one instant between its events. Keys
     * retire after some writes, 3 % of outcomes are unknown, 2 % are aborts.
     */
    static List<Event> valid(Dice dice, Workload workload, int steps) {
        int processes = 20;
        List<Event> events = new ArrayList<>();
        Map<Object, Object> state = new LinkedHashMap<>();
        long[] names = new long[processes];
        List<Object>[] asked = lists(processes);
        List<Object>[] done = lists(processes);
        for (int p = 0; p < processes; p++) {
            names[p] = p - processes;
        }
        long writes = 0;
        for (int step = 0; step < steps; ) {
            int p = dice.below(processes);
            if (asked[p] == null) {
                asked[p] = new ArrayList<>();
                for (int left = 1 + dice.below(4); left > 0; left--, step++) {
                    long key = writes / 40 * 5 + dice.below(5);
                    asked[p].add(
                            dice.chance(50)
                                    ? List.of("r", key, Nil.NIL)
                                    : List.of(workload.writeWord(), key, ++writes));
                }
                events.add(event(events.size(), names[p], EventType.INVOKE, asked[p]));
            } else if (done[p] == null) {
                boolean aborts = dice.chance(2);
                done[p] = aborts ? List.of() : run(asked[p], state, workload);
            } else {
                boolean aborted = done[p].isEmpty();
                EventType type =
                        aborted ? EventType.FAIL : dice.chance(3) ? EventType.INFO : EventType.OK;
                Object value = type == EventType.OK ? done[p] : asked[p];
                events.add(event(events.size(), names[p], type, value));
                names[p] -= type == EventType.INFO ? processes : 0;
                asked[p] = null;
                done[p] = null;
            }
        }
        return events;
    }

    @SuppressWarnings("unchecked")
    private static List<Object>[] lists(int count) {
        return new List[count];
    }

    private static List<Object> run(
            List<Object> steps, Map<Object, Object> state, Workload workload) {
        List<Object> done = new ArrayList<>();
        for (Object item : steps) {
            List<?> step = (List<?>) item;
            Object now = state.get(step.get(1));
            if (step.get(0).equals("r")) {
                Object nothing = workload == Workload.LIST_APPEND ? List.of() : Nil.NIL;
                done.add(List.of("r", step.get(1), now == null ? nothing : now));
                continue;
            }
            done.add(step);
            if (workload == Workload.RW_REGISTER) {
                state.put(step.get(1), step.get(2));
            } else {
                List<Object> list = new ArrayList<>();
                list.addAll(now == null ? List.of() : (List<?>) now);
                list.add(step.get(2));
                state.put(step.get(1), list);
            }
        }
        return done;
    }
}
