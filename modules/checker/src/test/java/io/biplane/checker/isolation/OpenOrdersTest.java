package io.biplane.checker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Operation;
import io.biplane.checker.isolation.IsolationChecker.Question;
import io.biplane.checker.order.Guarantee;
import io.biplane.checker.suite.Checkers;
import io.biplane.checker.suite.Format;
import io.biplane.checker.suite.Settings;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a history leaves open of the order of versions, and what becomes of it. */
class OpenOrdersTest {
    /**
     * Each broken history beside what differs only in what makes it harmless; weakest is the weakest
     * level that is violated.
     */
    @ParameterizedTest
    @CsvSource({
        "list-append-torn-unknown,      list-append, strict-serializable, INVALID",
        "list-append-torn-unknown,      list-append, read-committed,      VALID",
        "list-append-torn-ok-control,   list-append, strict-serializable, INVALID",
        "list-append-lost-update-unread, list-append, snapshot-isolation, INVALID",
        "list-append-lost-update-unread, list-append, read-committed,     VALID",
        "list-append-g0-unread,         list-append, read-committed,      INVALID",
        "list-append-g0-unread,         list-append, read-uncommitted,    INVALID",
        "rw-register-torn-unknown,      rw-register, strict-serializable, INVALID",
        "rw-register-stale-own-read,    rw-register, strict-serializable, INVALID",
        "rw-register-stale-own-read,    rw-register, strong-session-snapshot-isolation, INVALID",
        "rw-register-stale-own-read,    rw-register, serializable,        VALID",
        "rw-register-write-skew,        rw-register, serializable,        INVALID",
        "rw-register-write-skew,        rw-register, snapshot-isolation,  VALID",
        "rw-register-fractured-read,    rw-register, snapshot-isolation,  INVALID",
        "rw-register-fractured-read,    rw-register, consistent-view,     INVALID",
        "rw-register-fractured-read,    rw-register, read-committed,      VALID",
    })
    void files_are_judged_as_the_definitions_say(
            String file, String workload, String level, Validity expected) throws Exception {
        Verdict verdict = check(file, workload + ":" + level);
        assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(expected);
    }

    private static Verdict check(String file, String model) throws Exception {
        String name = "/isolation/" + file + ".jsonl";
        try (Reader reader = new InputStreamReader(
                OpenOrdersTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            List<Operation> history = Format.of(name).read(reader, event -> true);
            return Checkers.named(model).orElseThrow().check(history, Settings.DEFAULT);
        }
    }

    @Test
    void a_forced_order_is_told_with_the_cycle_its_opposite_would_close() throws Exception {
        Verdict verdict = check("rw-register-stale-own-read", "rw-register");
        Anomaly anomaly = verdict.anomalies().get(0);
        assertThat(anomaly.kind()).isEqualTo("G-single-session");
        assertThat(anomaly.explanation()).isEqualTo("""
                T4 < T2, because T4 read 1 and T2 wrote 2, and in x 1 came before 2;
                T2 < T4, because process 0 ran T2 before T4;
                so T4 would come before itself
                in x 1 came before 2, for if 2 did, then T2 < T0 because T2 wrote 2 and T0 wrote 1;\
                 T0 < T2 because process 0 ran T0 before T2""");
        assertThat(verdict.facts()).containsEntry("strongest_level_that_holds", "serializable");
    }

    /** For the mutants. */
    static void quick() throws Exception {
        OpenOrdersTest tests = new OpenOrdersTest();
        tests.what_stays_open_is_unknown_and_the_verdict_says_what_and_what_would_decide();
        tests.the_flag_that_is_named_decides();
        tests.failed_appends_and_unseen_unknown_ones_order_nothing();
        tests.appends_that_nobody_saw_must_not_overlap_under_snapshot_isolation();
        for (String guarantee : List.of("SEQUENTIAL_KEYS", "LINEARIZABLE_KEYS")) {
            tests.guarantees_order_versions_at_every_level(guarantee, Validity.INVALID);
        }
        tests.sessions_and_real_time_are_not_mixed_up();
    }

    /** Two sessions that do not see one another's order; and two that run side by side. */
    @Test
    void sessions_and_real_time_are_not_mixed_up() throws Exception {
        String sessions = """
                0 |--|           ok wx1
                1      |--|      ok wx2
                2           |--| ok rx1""";
        String beside = """
                0 |--------|      ok wx1
                1   |--------|    ok wx2
                2     |------|    ok rx1
                3      |-------|  ok rx2""";
        Map<Guarantee, String> histories = new EnumMap<>(Guarantee.class);
        histories.put(Guarantee.SEQUENTIAL_KEYS, sessions);
        histories.put(Guarantee.LINEARIZABLE_KEYS, beside);
        for (Map.Entry<Guarantee, String> one : histories.entrySet()) {
            Verdict verdict = IsolationChecker.check(
                    Transactions.of(one.getValue()),
                    Workload.RW_REGISTER,
                    new Question(Level.READ_UNCOMMITTED, Set.of(one.getKey()), false));
            assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(Validity.VALID);
        }
    }

    /** A long fork, and so many blind writes that not all their orders are tried. */
    private static String manyWrites(boolean isInOrder) {
        StringBuilder text = new StringBuilder("""
                90 |-------| ok wx1
                91 |-------| ok wy1
                92 |-------| ok rx1 ry_
                93 |-------| ok rx_ ry1
                """);
        for (int i = 0; i < 40; i++) {
            String columns = isInOrder ? " ".repeat(3 * i) + "||" : "|-------|";
            text.append(i)
                    .append(i < 10 ? "  " : " ")
                    .append(columns)
                    .append(" ok wz")
                    .append(i + 1);
            text.append('\n');
        }
        return text.toString();
    }

    private static Verdict manyWrites(boolean isInOrder, Question question) throws Exception {
        return IsolationChecker.check(
                Transactions.of(manyWrites(isInOrder)), Workload.RW_REGISTER, question);
    }

    @Test
    void what_stays_open_is_unknown_and_the_verdict_says_what_and_what_would_decide()
            throws Exception {
        Verdict verdict = manyWrites(true, Question.of(Level.CONSISTENT_VIEW));
        assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary())
                .isEqualTo("no anomaly found; 780 version orders of 1 keys are open (z);"
                        + " --linearizable-keys or --sequential-keys would tell, if the system"
                        + " guarantees that");
        assertThat(verdict.facts())
                .containsEntry("version_orders_open", 780L)
                .containsEntry("keys_open", 1L)
                .containsEntry("levels_undecided", "consistent view")
                .containsEntry("strongest_level_that_holds", "cursor stability, read atomic");
        assertThat(VerdictJson.text(verdict))
                .contains("\"keys_with_open_orders\":[\"z\"]", "\"undecided_is_accepted\":false");
    }

    @Test
    void when_undecided_is_accepted_then_it_is_valid_and_the_words_stay() throws Exception {
        Verdict verdict = manyWrites(true, new Question(Level.CONSISTENT_VIEW, Set.of(), true));
        assertThat(verdict.validity()).isEqualTo(Validity.VALID);
        assertThat(verdict.summary()).contains("780 version orders of 1 keys are open");
        assertThat(verdict.facts()).containsEntry("undecided_is_accepted", true);
    }

    @Test
    void the_flag_that_is_named_decides() throws Exception {
        Question question =
                new Question(Level.CONSISTENT_VIEW, Set.of(Guarantee.LINEARIZABLE_KEYS), false);
        assertThat(manyWrites(true, question).validity()).isEqualTo(Validity.VALID);
        assertThat(manyWrites(false, question).validity()).isEqualTo(Validity.UNKNOWN);
    }

    /** Each register alone is fine; only together do the orders make a write cycle. */
    @ParameterizedTest
    @CsvSource({
        "'', VALID",
        "SEQUENTIAL_KEYS, INVALID",
        "LINEARIZABLE_KEYS, INVALID",
        "WFR_KEYS, VALID"
    })
    void guarantees_order_versions_at_every_level(String guarantee, Validity expected)
            throws Exception {
        Set<Guarantee> guarantees =
                guarantee.isEmpty() ? Set.of() : Set.of(Guarantee.valueOf(guarantee));
        Verdict verdict = IsolationChecker.check(
                Transactions.of("""
                        0 |----------------| ok wx1 wy1
                        1 |----------------| ok wx2 wy2
                        2  |--|              ok rx1
                        2      |--|          ok rx2
                        3   |-----|          ok ry2
                        3          |--|      ok ry1"""),
                Workload.RW_REGISTER,
                new Question(Level.READ_UNCOMMITTED, guarantees, false));
        assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SEQUENTIAL_KEYS,   cyclic-versions",
        "LINEARIZABLE_KEYS, cyclic-versions",
        "WFR_KEYS,          ''",
    })
    void when_guarantees_contradict_what_was_seen_then_versions_are_cyclic(
            String guarantee, String kind) throws Exception {
        Verdict verdict = IsolationChecker.check(
                Transactions.of("""
                        0 |--|                ok wx1
                        0      |--|           ok wx2
                        1           |--|      ok rx2
                        1                |--| ok rx1"""),
                Workload.RW_REGISTER,
                new Question(Level.READ_UNCOMMITTED, Set.of(Guarantee.valueOf(guarantee)), false));
        assertThat(verdict.anomalies().stream().map(Anomaly::kind).toList())
                .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
    }

    @Test
    void writes_that_follow_reads_in_a_circle_are_cyclic_versions() throws Exception {
        Verdict verdict = IsolationChecker.check(
                Transactions.of("""
                        0 |-----| ok rx2 wx1
                        1 |-----| ok rx1 wx2"""),
                Workload.RW_REGISTER,
                new Question(Level.READ_UNCOMMITTED, Set.of(Guarantee.WFR_KEYS), false));
        assertThat(verdict.anomalies())
                .extracting(Anomaly::kind)
                .containsExactly("cyclic-versions");
        assertThat(verdict.anomalies().get(0).explanation()).isEqualTo("""
                in x 1 came before 2 by --wfr-keys;
                in x 2 came before 1 by --wfr-keys;
                so 1 would come before itself""");
    }

    /** Rule by rule: unknown outcomes, what nobody read, failed appends that count for nothing. */
    @Test
    void failed_appends_and_unseen_unknown_ones_order_nothing() throws Exception {
        for (String end : List.of("fail", "info")) {
            Verdict verdict = IsolationChecker.check(
                    Transactions.of("0 |--|      " + end + " ax1 ay1\n"
                            + "1      |--| ok   ax2 ry[]\n"
                            + "2           |--| ok   rx[2] ry[]"),
                    Workload.LIST_APPEND,
                    Level.STRICT_SERIALIZABLE);
            assertThat(verdict.validity()).as(end + verdict).isEqualTo(Validity.VALID);
        }
    }

    @Test
    void appends_that_nobody_saw_must_not_overlap_under_snapshot_isolation() throws Exception {
        String history = """
                0 |-----| ok az1 ry[] ax1
                1 |-----| ok az2 rx[] ay1
                2        |--| ok rx[1] ry[1]""";
        Map<Level, Validity> expected = Map.of(
                Level.READ_ATOMIC, Validity.VALID,
                Level.SNAPSHOT_ISOLATION, Validity.INVALID,
                Level.CONSISTENT_VIEW, Validity.INVALID);
        for (Level level :
                List.of(Level.READ_ATOMIC, Level.SNAPSHOT_ISOLATION, Level.CONSISTENT_VIEW)) {
            Verdict verdict =
                    IsolationChecker.check(Transactions.of(history), Workload.LIST_APPEND, level);
            assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(expected.get(level));
        }
    }
}
