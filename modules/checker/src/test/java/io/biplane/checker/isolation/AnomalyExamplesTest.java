package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A smallest history for each anomaly, and beside it one that differs in what makes it harmless.
 */
class AnomalyExamplesTest {
    private static final Workload LISTS = Workload.LIST_APPEND;
    private static final Workload REGISTERS = Workload.RW_REGISTER;

    static Stream<Arguments> examples() {
        return Stream.of(lists(), registers(), orders()).flatMap(all -> all);
    }

    private static Stream<Arguments> lists() {
        return Stream.of(
                // Adya 1999, section 4.4: H_wcycle.
                Arguments.of("G0", LISTS, Level.READ_UNCOMMITTED, """
                        0 |-----|     ok ax1 ay1
                        1 |-----|     ok ax2 ay2
                        2        |--| ok rx[1,2] ry[2,1]""", "G0"),
                Arguments.of("writes in one order", LISTS, null, """
                        0 |-----|     ok ax1 ay1
                        1 |-----|     ok ax2 ay2
                        2        |--| ok rx[1,2] ry[1,2]""", ""),
                Arguments.of("G1a", LISTS, Level.READ_COMMITTED, """
                        0 |--|      fail ax1
                        1      |--| ok   rx[1]""", "G1a"),
                Arguments.of("an unknown transaction may have committed", LISTS, null, """
                        0 |--|      info ax1
                        1      |--| ok   rx[1]""", ""),
                Arguments.of("G1b", LISTS, Level.READ_COMMITTED, """
                        0 |-------| ok ax1 ax2
                        1   |--|    ok rx[1]
                        2           |-| ok rx[1,2]""", "G1b"),
                Arguments.of("G1c", LISTS, Level.READ_COMMITTED, """
                        0 |-----| ok ax1 ry[1]
                        1 |-----| ok ay1 rx[1]""", "G1c"),
                Arguments.of("information one way", LISTS, null, """
                        0 |-----| ok ax1 ry[]
                        1 |-----| ok ay1 rx[1]""", ""),
                // Elle, section 6.1: read skew.
                Arguments.of("G-single", LISTS, Level.CONSISTENT_VIEW, """
                        0 |-----| ok ax1 ay1
                        1 |-----| ok rx[1] ry[]
                        2        |--| ok ry[1]""", "G-single"),
                Arguments.of(
                        "lost update", LISTS, Level.CONSISTENT_VIEW, """
                        0 |-----| ok rx[] ax1
                        1 |-----| ok rx[] ax2
                        2        |--| ok rx[1,2]""", "lost-update G-single"),
                // Berenson et al. 1995, A5B: write skew.
                Arguments.of("write skew", LISTS, Level.SERIALIZABLE, """
                        0 |-----| ok rx[] ay1
                        1 |-----| ok ry[] ax1
                        2        |--| ok rx[1] ry[1]""", "G2-item"),
                // Cerone and Gotsman 2016: long fork.
                Arguments.of("long fork", LISTS, Level.SNAPSHOT_ISOLATION, """
                        0 |--------| ok ax1
                        1 |--------| ok ay1
                        2 |--------| ok rx[1] ry[]
                        3 |--------| ok rx[] ry[1]""", "G-nonadjacent"),
                Arguments.of("internal", LISTS, Level.CONSISTENT_VIEW, """
                        0 |-----| ok ax1 rx[]""", "internal"),
                Arguments.of("not repeatable", LISTS, Level.CONSISTENT_VIEW, """
                        0 |-----| ok rx[] rx[1]
                        1 |-----| ok ax1""", "internal"),
                Arguments.of("reads its own appends", LISTS, null, """
                        0 |-----| ok rx[] ax1 rx[1] ax2 rx[1,2]""", ""),
                Arguments.of("future read", LISTS, Level.READ_COMMITTED, """
                        0 |-----| ok rx[1] ax1""", "future-read"),
                Arguments.of(
                        "duplicate append", LISTS, Level.READ_UNCOMMITTED, """
                        0 |--|     ok ax1
                        1     |--| ok rx[1,1]""", "duplicate-append"),
                Arguments.of(
                        "incompatible order",
                        LISTS,
                        Level.READ_UNCOMMITTED,
                        """
                        0 |-----| ok ax1
                        1 |-----| ok ax2
                        2        |--| ok rx[1,2]
                        3        |--| ok rx[2]""",
                        "incompatible-order"),
                Arguments.of(
                        "a value from nowhere",
                        LISTS,
                        Level.READ_UNCOMMITTED,
                        """
                        0 |-----| ok rx[7]""",
                        "unwritten-read"));
    }

    private static Stream<Arguments> registers() {
        return Stream.of(
                Arguments.of("register G1a", REGISTERS, Level.READ_COMMITTED, """
                        0 |--|      fail wx1
                        1      |--| ok   rx1""", "G1a"),
                Arguments.of("register G1b", REGISTERS, Level.READ_COMMITTED, """
                        0 |------| ok wx1 wx2
                        1 |------| ok rx1""", "G1b"),
                Arguments.of("register G1c", REGISTERS, Level.READ_COMMITTED, """
                        0 |-----| ok wx1 ry1
                        1 |-----| ok wy1 rx1""", "G1c"),
                Arguments.of(
                        "register read skew", REGISTERS, Level.CONSISTENT_VIEW, """
                        0 |-----| ok wx1 wy1
                        1 |-----| ok rx1 ry_""", "G-single"),
                Arguments.of(
                        "register lost update",
                        REGISTERS,
                        Level.CONSISTENT_VIEW,
                        """
                        0 |-----| ok wx1
                        1 |-----| ok rx1 wx2
                        2 |-----| ok rx1 wx3""",
                        "lost-update G2-item"),
                Arguments.of("register write skew", REGISTERS, Level.SERIALIZABLE, """
                        0 |-----| ok rx_ wy1
                        1 |-----| ok ry_ wx1""", "G2-item"),
                Arguments.of(
                        "register long fork",
                        REGISTERS,
                        Level.SNAPSHOT_ISOLATION,
                        """
                        0 |--------| ok wx1
                        1 |--------| ok wy1
                        2 |--------| ok rx1 ry_
                        3 |--------| ok rx_ ry1""",
                        "G-nonadjacent"),
                Arguments.of(
                        "register internal", REGISTERS, Level.CONSISTENT_VIEW, """
                        0 |-----| ok wx1 rx2
                        1 |-----| ok wx2""", "internal"),
                Arguments.of(
                        "register future read",
                        REGISTERS,
                        Level.READ_COMMITTED,
                        """
                        0 |-----| ok rx1 wx1""",
                        "future-read"),
                Arguments.of(
                        "register unwritten read",
                        REGISTERS,
                        Level.READ_UNCOMMITTED,
                        """
                        0 |-----| ok rx1""",
                        "unwritten-read"),
                Arguments.of("registers updated one after the other", REGISTERS, null, """
                        0 |-----| ok rx_ wx1 rx1
                        1 |-----| ok rx1 wx2
                        2        |--| ok rx2 ry_""", ""));
    }

    private static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(
                        "stale read", LISTS, Level.STRICT_SERIALIZABLE, """
                        0 |--|      ok ax1
                        1      |--| ok rx[]""", "G-single-realtime"),
                Arguments.of("stale read of concurrent work", LISTS, null, """
                        0 |------| ok ax1
                        1      |--| ok rx[]""", ""),
                Arguments.of(
                        "does not see own work",
                        LISTS,
                        Level.STRONG_SESSION_SERIALIZABLE,
                        """
                        0 |--|      ok ax1
                        0      |--| ok rx[]""",
                        "G-single-session G-single-realtime"),
                Arguments.of(
                        "appends in an order against real time",
                        LISTS,
                        Level.STRICT_SERIALIZABLE,
                        """
                        0 |--|           ok ax1
                        1      |--|      ok ax2
                        2           |--| ok rx[2,1]""",
                        "G0-realtime"),
                Arguments.of(
                        "a lost append shows against real time",
                        LISTS,
                        Level.STRICT_SERIALIZABLE,
                        """
                        0 |--|           ok ax1
                        1      |--|      ok ax2
                        2           |--| ok rx[2]""",
                        "G-single-realtime"),
                Arguments.of(
                        "stale register",
                        REGISTERS,
                        Level.STRICT_SERIALIZABLE,
                        """
                        0 |--|      ok wx1
                        1      |--| ok rx_""",
                        "G-single-realtime"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void each_anomaly_is_found_and_named(
            String name, Workload workload, Level violated, String text, String kinds)
            throws Exception {
        judge(workload, violated, text, kinds);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        for (Arguments arguments : examples().toList()) {
            Object[] row = arguments.get();
            judge((Workload) row[1], (Level) row[2], (String) row[3], (String) row[4]);
        }
    }

    private static void judge(Workload workload, Level violated, String text, String kinds)
            throws Exception {
        Verdict verdict =
                IsolationChecker.check(Transactions.of(text), workload, Level.STRICT_SERIALIZABLE);
        Map<?, ?> found = (Map<?, ?>) verdict.facts().get("anomalies");
        String told = verdict.toString();
        assertThat(verdict.validity())
                .as(told)
                .isEqualTo(violated == null ? Validity.VALID : Validity.INVALID);
        List<String> expected =
                Arrays.stream(kinds.split(" ")).filter(kind -> !kind.isEmpty()).toList();
        for (String kind : expected) {
            if (!kind.endsWith("?")) {
                assertThat(found.keySet().stream().map(String::valueOf))
                        .as(told)
                        .contains(kind);
            }
        }
        if (expected.size() == 1 && !kinds.endsWith("?")) {
            String dataKind = expected.get(0);
            assertThat(found.keySet().stream().map(String::valueOf))
                    .as(told)
                    .allMatch(kind -> kind.startsWith(dataKind)
                            || kind.equals("G-single")
                            || kind.contains("-realtime")
                            || kind.contains("-session"));
        }
        assertThat(verdict.facts().get("weakest_level_violated"))
                .as(told)
                .isEqualTo(violated == null ? "none" : violated.word());
        if (violated != null && violated != Level.READ_UNCOMMITTED) {
            Level below = Level.values()[violated.ordinal() - 1];
            assertThat(IsolationChecker.check(Transactions.of(text), workload, below)
                            .validity())
                    .isEqualTo(Validity.VALID);
        }
    }

    @Test
    void a_cycle_is_told_in_words() throws Exception {
        Verdict verdict = IsolationChecker.check(Transactions.of("""
                        0 |-----| ok rx[] ay1
                        1 |-----| ok ry[] ax1
                        2        |--| ok rx[1] ry[1]"""), LISTS, Level.SERIALIZABLE);
        Anomaly anomaly = verdict.anomalies().get(0);
        assertThat(anomaly.explanation()).isEqualTo("""
                        T0 < T1, because T0 read x without 1, which T1 appended;
                        T1 < T0, because T1 read y without 1, which T0 appended;
                        so T0 would come before itself""");
        assertThat(anomaly.operations()).hasSize(2);
        assertThat(verdict.facts().get("strongest_level_that_holds"))
                .isEqualTo("snapshot isolation");
    }

    @Test
    void when_a_value_is_written_twice_then_the_answer_is_unknown() throws Exception {
        Verdict verdict = IsolationChecker.check(
                Transactions.of("0 |--| ok ax1\n1 |--| ok ax1"), LISTS, Level.SERIALIZABLE);
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("appends 1 to x twice");
    }
}
