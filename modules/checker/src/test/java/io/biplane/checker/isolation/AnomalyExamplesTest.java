package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Operation;
import io.biplane.checker.isolation.Examples.Example;
import io.biplane.checker.order.VersionOrders;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Evidence;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Known histories are judged as the literature judges them, at every level. */
class AnomalyExamplesTest {
    static List<Example> examples() {
        return Examples.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void each_anomaly_is_found_and_named(Example example) throws Exception {
        judge(example);
    }

    /** The budget buys the shortest cycle, never the verdict: decision 0087. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void without_any_budget_the_verdict_is_the_same(Example example) throws Exception {
        judgeWithoutBudget(example);
    }

    private static void judgeWithoutBudget(Example example) throws Exception {
        for (Level level : Level.ofCycles()) {
            Verdict verdict = IsolationChecker.check(
                    Transactions.of(example.history()),
                    example.workload(),
                    IsolationChecker.Question.of(level),
                    0,
                    VersionOrders.Budget.FULL);
            boolean isBroken = example.violated() != null && level.includes(example.violated());
            assertThat(verdict.validity())
                    .as(example.name() + ": " + verdict)
                    .isIn(
                            isBroken ? Validity.INVALID : Validity.VALID,
                            level == Level.CONSISTENT_VIEW ? Validity.UNKNOWN : Validity.INVALID);
            assertThat(isBroken || verdict.validity() != Validity.INVALID).isTrue();
        }
    }

    /** For the mutants. */
    static void quick() throws Exception {
        for (Example example : examples()) {
            judge(example);
            judgeWithoutBudget(example);
        }
        new AnomalyExamplesTest().a_cycle_is_told_in_words();
        new AnomalyExamplesTest()
                .when_an_answer_does_not_repeat_what_was_asked_then_nothing_is_judged(
                        "[[append, x, 1]]", "[[append, x, 2]]");
        for (Level level : Level.values()) {
            assertThat(Level.strongestHolding(List.of(level), List.of())).doesNotContain(level);
        }
    }

    private static void judge(Example example) throws Exception {
        for (Level level : Level.ofCycles()) {
            Verdict verdict = IsolationChecker.check(
                    Transactions.of(example.history()), example.workload(), level);
            String told = example.name() + ": " + verdict;
            boolean isBroken = example.violated() != null && level.includes(example.violated());
            assertThat(verdict.validity())
                    .as(told)
                    .isEqualTo(isBroken ? Validity.INVALID : Validity.VALID);
            Map<?, ?> found = (Map<?, ?>) verdict.facts().get("anomalies");
            assertThat(new ArrayList<Object>(found.keySet()))
                    .as(told)
                    .isEqualTo(new ArrayList<Object>(new TreeSet<>(example.kinds())));
            assertThat(verdict.facts().get("weakest_level_violated"))
                    .as(told)
                    .isEqualTo(
                            example.violated() == null
                                    ? "none"
                                    : example.violated().word());
            assertThat(verdict.facts().get("cycles_are_shortest")).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[append, x, 1]] | [[append, x, 2]]",
                "[[append, x, 1]] | [[append, y, 1]]",
                "[[append, x, 1]] | [[append, x, 1], [append, x, 2]]",
                "[[r, x, 1]]      | [[append, x, 1]]",
            })
    void when_an_answer_does_not_repeat_what_was_asked_then_nothing_is_judged(
            String asked, String answer) {
        Operation operation = new Operation(
                0,
                0,
                "txn",
                steps(asked),
                steps(answer),
                EventType.OK,
                new Operation.Span(0, 1, 0, 1));
        Verdict verdict = IsolationChecker.check(
                List.of(operation), Workload.LIST_APPEND, Level.READ_UNCOMMITTED);
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("expected the steps that were invoked");
    }

    private static List<Object> steps(String text) {
        List<Object> steps = new ArrayList<>();
        for (String step : text.substring(2, text.length() - 2).split("\\], \\[")) {
            steps.add(List.of((Object[]) step.split(", ")));
        }
        return steps;
    }

    /** Each of the classes the literature names, and as many histories that are fine. */
    @Test
    void every_class_has_an_example() {
        List<String> kinds =
                examples().stream().flatMap(example -> example.kinds().stream()).toList();
        assertThat(kinds)
                .contains(
                        "G0",
                        "G1a",
                        "G1b",
                        "G1c",
                        "G-single",
                        "G-nonadjacent",
                        "G2-item",
                        "internal",
                        "lost-update",
                        "duplicate-append",
                        "future-read",
                        "incompatible-order",
                        "unwritten-read",
                        "G0-realtime",
                        "G1c-realtime",
                        "G-single-session",
                        "G-single-realtime",
                        "G2-item-realtime");
        assertThat(examples().stream().filter(example -> example.violated() == null))
                .hasSizeGreaterThan(25);
    }

    @Test
    void a_cycle_is_told_in_words() throws Exception {
        Verdict verdict = IsolationChecker.check(
                Transactions.of("""
                        0 |-----| ok rx[] ay1
                        1 |-----| ok ry[] ax1
                        2        |--| ok rx[1] ry[1]"""), Workload.LIST_APPEND, Level.SERIALIZABLE);
        Anomaly anomaly = verdict.anomalies().get(0);
        assertThat(anomaly.explanation()).isEqualTo("""
                        T0 < T1, because T0 read x without 1, which T1 appended;
                        T1 < T0, because T1 read y without 1, which T0 appended;
                        so T0 would come before itself""");
        assertThat(anomaly.operations()).hasSize(2);
        assertThat(anomaly.evidence().cycle())
                .extracting(Evidence.Link::kind)
                .containsExactly("rw", "rw");
        assertThat(verdict.facts().get("strongest_level_that_holds"))
                .isEqualTo("strong snapshot isolation");
    }

    @ParameterizedTest
    @CsvSource({
        "G2-item,           strong snapshot isolation",
        "G-single-realtime, strong session serializable",
        "G-single-session,  serializable",
        "lost-update,       read atomic",
        "internal,          cursor stability",
        "G-single,          'cursor stability, read atomic'",
        "G0,                none",
    })
    void levels_that_do_not_include_one_another_are_all_named(String kind, String strongest) {
        List<String> holding =
                Level.strongestHolding(List.of(Level.violatedBy(kind)), List.of()).stream()
                        .map(Level::word)
                        .toList();
        assertThat(holding.isEmpty() ? "none" : String.join(", ", holding)).isEqualTo(strongest);
    }

    @Test
    void when_nobody_knows_of_single_anti_dependencies_then_the_levels_below_are_claimed() {
        assertThat(Level.strongestHolding(
                        List.of(Level.SNAPSHOT_ISOLATION), List.of(Level.CONSISTENT_VIEW)))
                .containsExactly(Level.CURSOR_STABILITY, Level.READ_ATOMIC);
        assertThat(Level.strongestHolding(List.of(Level.SNAPSHOT_ISOLATION), List.of()))
                .containsExactly(Level.CONSISTENT_VIEW);
    }

    @Test
    void when_a_value_is_written_twice_then_the_answer_is_unknown() throws Exception {
        Verdict verdict = IsolationChecker.check(
                Transactions.of("0 |--| ok ax1\n1 |--| ok ax1"),
                Workload.LIST_APPEND,
                Level.SERIALIZABLE);
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("appends 1 to x twice");
    }
}
