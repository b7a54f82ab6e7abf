package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small histories against the definitions of monotonic atomic view, the session guarantees, PRAM and
 * causal consistency. Where read committed does not hold, none of them does.
 */
class AgainstAllViewsTest {
    @Test
    void lists_agree_with_all_views() throws Exception {
        compare(Workload.LIST_APPEND, 600, 1);
    }

    @Test
    void registers_agree_with_all_views() throws Exception {
        compare(Workload.RW_REGISTER, 600, 2);
    }

    @Test
    @Tag("nightly")
    void both_agree_fifty_thousand_times() throws Exception {
        compare(Workload.LIST_APPEND, 50_000, 3);
        compare(Workload.RW_REGISTER, 50_000, 4);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        for (Object[] example : examples().map(Arguments::get).toList()) {
            new AgainstAllViewsTest()
                    .known_histories_are_judged_as_known(
                            (String) example[0], (Boolean) example[1], (String) example[2]);
        }
        compare(Workload.LIST_APPEND, 800, 5);
        compare(Workload.RW_REGISTER, 1200, 6);
    }

    private static void compare(Workload workload, int histories, long seed) throws Exception {
        Dice dice = new Dice(seed);
        int[] valid = new int[Level.values().length];
        int committed = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = SmallTransactions.draw(dice, workload, dice.chance(50));
            Verdict read = IsolationChecker.check(operations, workload, Level.READ_COMMITTED);
            if (read.validity() == Validity.UNKNOWN) {
                continue;
            }
            boolean isCommitted = read.validity() == Validity.VALID;
            committed += isCommitted ? 1 : 0;
            boolean isSerial = AllOrders.allow(operations, Level.STRONG_SESSION_SERIALIZABLE);
            boolean isSnapshot = AllOrders.allow(operations, Level.SNAPSHOT_ISOLATION);
            for (Level level : AllViews.LEVELS) {
                Verdict verdict = IsolationChecker.check(operations, workload, level);
                boolean expected = isCommitted && AllViews.allow(operations, level);
                // What stronger levels include: these have definitions of their own.
                if (isSerial || isSnapshot && level == Level.MONOTONIC_ATOMIC_VIEW) {
                    assertThat(verdict.validity())
                            .as(() -> text(operations, verdict))
                            .isEqualTo(Validity.VALID);
                }
                // Where lists contradict their own transaction there is no definition to hold to.
                boolean isUncertain = workload == Workload.LIST_APPEND
                        && String.valueOf(verdict.facts().get("anomalies")).contains("internal");
                if (isUncertain) {
                    assertThat(verdict.validity()).isNotEqualTo(Validity.VALID);
                    continue;
                }
                assertThat(verdict.validity())
                        .as(() -> text(operations, verdict))
                        .isEqualTo(expected ? Validity.VALID : Validity.INVALID);
                valid[level.ordinal()] += expected ? 1 : 0;
            }
        }
        // Each level forbids something that is common enough.
        for (Level level : AllViews.LEVELS) {
            assertThat(valid[level.ordinal()])
                    .as(level.word())
                    .isBetween(histories / 3, committed - Math.max(1, histories / 500));
        }
    }

    private static final String CAUSES = """
            0 w x 1
            1 r x 1 w y 2
            2 r y 2 r x nil""";

    /** Each line a transaction: its process and its steps; lines follow one another in time. */
    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("causal", true, "0 w x 1\n1 r x 1 w y 2\n2 r y 2 r x 1"),
                Arguments.of("pram", true, CAUSES),
                Arguments.of("causal", false, CAUSES),
                Arguments.of("pram", false, "0 w x 1 w y 2\n1 r y 2\n1 r x nil"),
                Arguments.of("causal", false, CAUSES.replace(" r x nil", "\n2 r x nil")),
                Arguments.of("monotonic-atomic-view", true, CAUSES),
                // Read your writes, monotonic writes, monotonic reads, writes follow reads.
                Arguments.of("read-your-writes", false, "0 w x 1\n0 r x nil"),
                Arguments.of("monotonic-reads", true, "0 w x 1\n0 r x nil"),
                Arguments.of("pram", false, "0 w x 1\n0 w x 2\n1 r x 2\n1 r x 1"),
                Arguments.of("pram", false, "0 w x 1\n0 w y 2\n1 r y 2\n1 r x nil"),
                Arguments.of("monotonic-reads", true, "0 w x 1\n0 w y 2\n1 r y 2\n1 r x nil"),
                Arguments.of("monotonic-reads", false, "0 w x 1\n1 r x 1\n1 r x nil"),
                // Hermitage's OTV: what was observed vanishes; but nothing observed, nothing
                // vanishes.
                Arguments.of("monotonic-atomic-view", false, "0 w x 1 w y 2\n1 r x 1 r y nil"),
                Arguments.of("monotonic-atomic-view", true, "0 w x 1 w y 2\n1 r y nil r x 1"),
                Arguments.of("monotonic-atomic-view", false, "0 w x 1\n1 r x 1 r x nil"),
                Arguments.of("monotonic-atomic-view", true, "0 w x 1\n1 r x nil r x 1"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("examples")
    void known_histories_are_judged_as_known(String level, boolean holds, String rows)
            throws Exception {
        Verdict verdict = IsolationChecker.check(
                history(rows), Workload.RW_REGISTER, Level.parse(level).orElseThrow());
        assertThat(verdict.validity())
                .as(verdict.toString())
                .isEqualTo(holds ? Validity.VALID : Validity.INVALID);
    }

    private static List<Operation> history(String rows) throws Exception {
        List<Event> events = new ArrayList<>();
        for (String row : rows.lines().toList()) {
            String[] words = row.strip().split(" ");
            List<Object> steps = new ArrayList<>();
            for (int i = 1; i < words.length; i += 3) {
                Object value =
                        words[i + 2].equals("nil") ? Nil.NIL : (Object) Long.valueOf(words[i + 2]);
                steps.add(List.of(words[i], words[i + 1], value));
            }
            for (EventType type : List.of(EventType.INVOKE, EventType.OK)) {
                long at = events.size();
                long process = Long.parseLong(words[0]);
                events.add(new Event(at, process, type, "txn", steps, at, Context.NONE));
            }
        }
        return Operations.pair(events);
    }

    private static String text(List<Operation> operations, Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.toString());
        operations.forEach(operation -> text.append("\n  ").append(operation.describe()));
        return text.toString();
    }
}
