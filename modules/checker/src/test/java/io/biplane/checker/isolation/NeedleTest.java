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

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/**
 * One planted anomaly in a long valid history: found, named, and nothing else is. The history is made
 * once a seed; each anomaly's events are then put into it, together or far apart.
 */
class NeedleTest {
    /** Of the examples with the same anomalies one is enough; the small test takes all. */
    private enum Needles {
        ALL,
        ONE_OF_EACH
    }

    @Test
    void each_anomaly_is_found_among_thousands_of_transactions() throws Exception {
        for (long seed = 1; seed <= 2; seed++) {
            plantEach(seed, 1_500, Needles.ALL);
        }
    }

    /** Fifty times, each seed a test of its own, so that a run shows how far it is. */
    @RepeatedTest(50)
    @Tag("nightly")
    void each_anomaly_is_found_among_a_hundred_thousand_transactions(RepetitionInfo run)
            throws Exception {
        plantEach(run.getCurrentRepetition(), 100_000, Needles.ONE_OF_EACH);
    }

    private static void plantEach(long seed, int transactions, Needles needles) throws Exception {
        for (Workload workload : Workload.values()) {
            List<Operation> hay = Operations.pair(valid(new Dice(seed), workload, transactions));
            assertThat(hay).hasSizeGreaterThanOrEqualTo(transactions);
            Verdict clean = IsolationChecker.check(hay, workload, Level.STRICT_SERIALIZABLE);
            assertThat(clean.validity()).as(clean.toString()).isEqualTo(Validity.VALID);
            Set<List<String>> planted = new LinkedHashSet<>();
            for (Examples.Example example : Examples.all()) {
                boolean isMeant = example.workload() == workload && example.violated() != null;
                if (isMeant && (planted.add(example.kinds()) || needles == Needles.ALL)) {
                    plant(hay, example, new Dice(seed));
                }
            }
            assertThat(planted).hasSizeGreaterThan(8);
        }
    }

    /** The small history's events go somewhere into the long one; its verdict must come out again. */
    private static void plant(List<Operation> hay, Examples.Example example, Dice dice)
            throws Exception {
        List<Operation> needle = Transactions.of(example.history());
        Map<?, ?> expected = anomalies(
                IsolationChecker.check(needle, example.workload(), Level.STRICT_SERIALIZABLE));
        Verdict verdict = IsolationChecker.check(
                merged(hay, needle, dice), example.workload(), Level.STRICT_SERIALIZABLE);
        assertThat(anomalies(verdict)).as(example.name()).isEqualTo(expected);
        assertThat(new ArrayList<Object>(expected.keySet()))
                .isEqualTo(new ArrayList<Object>(new TreeSet<>(example.kinds())));
        assertThat(verdict.facts().get("weakest_level_violated"))
                .isEqualTo(example.violated().word());
        assertThat(verdict.facts().get("cycles_are_shortest")).isEqualTo(true);
        for (Anomaly anomaly : verdict.anomalies()) {
            assertThat(anomaly.operations())
                    .as(anomaly.toString())
                    .allMatch(operation -> operation.process() >= 1000);
        }
    }

    private static Map<?, ?> anomalies(Verdict verdict) {
        return (Map<?, ?>) verdict.facts().get("anomalies");
    }

    /**
     * One history of two. Event i of the needle comes before the hay's event {@code places[i]}: all
     * at one place, or spread over the whole history in their order.
     */
    private static List<Operation> merged(List<Operation> hay, List<Operation> needle, Dice dice) {
        int events = 2 * hay.size();
        int[] places = new int[2 * needle.size()];
        int place = events / 4 + dice.below(events / 2);
        boolean isSpread = dice.chance(50);
        Arrays.setAll(places, i -> isSpread ? dice.below(events) : place);
        Arrays.sort(places);
        List<Operation> moved = new ArrayList<>(hay.size() + needle.size());
        hay.forEach(operation -> moved.add(moved(operation, 0, index -> {
            int before = Arrays.binarySearch(places, (int) index);
            while (before >= 0 && before < places.length && places[before] == index) {
                before++;
            }
            return index + (before < 0 ? ~before : before);
        })));
        needle.forEach(operation ->
                moved.add(moved(operation, 1000, index -> places[(int) index] + index)));
        moved.sort(Comparator.comparingLong(operation -> operation.span().invokeIndex()));
        List<Operation> numbered = new ArrayList<>(moved.size());
        for (Operation operation : moved) {
            numbered.add(new Operation(
                    numbered.size(),
                    operation.process(),
                    operation.f(),
                    operation.input(),
                    operation.output(),
                    operation.outcome(),
                    operation.span()));
        }
        return numbered;
    }

    private static Operation moved(Operation operation, long processes, LongUnaryOperator index) {
        Operation.Span span = operation.span();
        return new Operation(
                operation.id(),
                operation.process() + processes,
                operation.f(),
                operation.input(),
                operation.output(),
                operation.outcome(),
                new Operation.Span(
                        index.applyAsLong(span.invokeIndex()),
                        span.returnIndex() == Operation.Span.NEVER
                                ? Operation.Span.NEVER
                                : index.applyAsLong(span.returnIndex()),
                        span.invokedAtNanos(),
                        span.returnedAtNanos()));
    }

    private static Event event(int index, long process, EventType type, Object value) {
        return new Event(index, process, type, "txn", value, 1000L * index, Context.NONE);
    }

    /**
     * A correct database: each transaction takes effect at one instant between its events. Keys
     * retire after some writes, 3 % of outcomes are unknown, 2 % are aborts.
     */
    static List<Event> valid(Dice dice, Workload workload, int transactions) {
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
        for (int begun = 0; begun < transactions; ) {
            int p = dice.below(processes);
            if (asked[p] == null) {
                asked[p] = new ArrayList<>();
                begun++;
                for (int left = 1 + dice.below(4); left > 0; left--) {
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
