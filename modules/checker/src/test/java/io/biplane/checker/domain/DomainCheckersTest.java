package io.biplane.checker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.StringReader;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Each promise kept and broken in each way. Rows: operations as {@code process f input output ms ms
 * outcome}.
 */
class DomainCheckersTest {
    private static final String VALID = "";

    /** Operations from rows separated by slashes; events go by time, invocations first. */
    static List<Operation> operations(String rows) throws Exception {
        record Row(long at, int order, String json) {}
        List<Row> events = new java.util.ArrayList<>();
        for (String row : rows.split("/")) {
            String[] w = row.strip().split("\\s+");
            String line = "{\"process\":%s,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s,\"time\":%d}";
            long from = Long.parseLong(w[4]) * 1_000_000;
            long to = Long.parseLong(w[5]) * 1_000_000;
            events.add(new Row(from, 1, String.format(line, w[0], "invoke", w[1], w[2], from)));
            events.add(new Row(to, 0, String.format(line, w[0], w[6], w[1], w[3], to)));
        }
        events.sort((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : a.order - b.order);
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.json).append('\n'));
        List<Event> read = new HistoryReader().readAll(new StringReader(text.toString()));
        return Operations.pair(read);
    }

    private static void expect(Verdict verdict, String kind) {
        if (kind == null || kind.equals(VALID)) {
            assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(Validity.VALID);
        } else if (kind.equals("unknown")) {
            assertThat(verdict.validity()).as(verdict.toString()).isEqualTo(Validity.UNKNOWN);
        } else {
            assertThat(verdict.anomalies())
                    .as(verdict.toString())
                    .extracting(Anomaly::kind)
                    .containsExactly(kind);
        }
    }

    /** For the mutants: what the naive implementation shares with the checkers or does not ask. */
    static void quick() throws Exception {
        DomainCheckersTest test = new DomainCheckersTest();
        test.a_set_tells_how_long_elements_took_to_be_seen();
        test.a_set_names_what_no_read_could_have_seen();
        test.times_at_the_ends_of_what_64_bits_hold_are_no_short_times();
        test.a_bank_keeps_its_total("0 balance null [[0,5.5],[1,4.5]] 0 1 ok", "unknown");
        test.a_session_does_not_go_back(
                "0 write [1,9223372036854775808] null 0 1 ok"
                        + " / 0 read [1] [1,9223372036854775807] 2 3 ok",
                "does-not-read-own-write");
        test.who_never_gets_an_answer_waits_until_the_end();
        test.budgets_hold_at_their_percentile_by_nearest_rank();
        test.operations_that_time_out_do_not_make_a_system_fast();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 balance null [[0,5],[1,5]] 0 1 ok                  | ",
                "0 balance null {\"0\":5,\"1\":5} 0 1 ok              | ",
                "0 balance null [[0,6],[1,5]] 0 1 ok                  | wrong-total",
                "0 balance null [[0,10]] 0 1 ok                       | wrong-accounts",
                "0 balance null [[0,5],[0,5]] 0 1 ok                  | unknown",
                "0 balance null [[0,10],[1,null]] 0 1 ok              | no-balance",
                "0 balance null [[0,-1],[1,11]] 0 1 ok                | negative-balance",
                "0 balance null [[0,9223372036854775807],[1,9223372036854775807],[2,12]] 0 1 ok | wrong-accounts",
                "0 balance null [[0,5.0],[1,5.0]] 0 1 ok              | unknown",
                "0 balance null [[0,5],[1,\"5\"]] 0 1 ok             | unknown",
                "0 balance null [[0,5.5],[1,4.5]] 0 1 ok / 0 balance null [[0,1],[1,1]] 2 3 ok | wrong-total",
                "0 balance null null 0 1 fail                         | unknown",
                "0 balance null null 0 1 ok                           | unknown",
                "0 balance null 7 0 1 ok / 0 balance null [[0,1],[1,1]] 2 3 ok | wrong-total",
            })
    void a_bank_keeps_its_total(String rows, String kind) throws Exception {
        BankChecker.Rules rules =
                new BankChecker.Rules(Optional.of(2), Optional.of(BigInteger.TEN), false);
        expect(BankChecker.check(operations(rows), List.of("balance"), rules), kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 read null [[0,5],[1,-1]] 0 1 ok / 0 read null [[1,3],[0,1]] 2 3 ok       | ",
                "0 read null [[0,5],[1,-1]] 0 1 ok / 0 read null [[1,3],[0,2]] 2 3 ok       | wrong-total",
                "0 read null [[0,5],[1,-1]] 0 1 ok / 0 read null [[0,4]] 2 3 ok             | wrong-accounts",
            })
    void without_a_total_the_first_read_says_it(String rows, String kind) throws Exception {
        BankChecker.Rules rules = new BankChecker.Rules(Optional.empty(), Optional.empty(), true);
        expect(BankChecker.check(operations(rows), List.of("read"), rules), kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 add 1 1 0 1 ok   / 1 read null [1] 2 3 ok                              | ",
                "0 add 1 1 0 9 ok   / 1 read null [1] 2 3 ok                              | ",
                "0 add 1 1 0 9 ok   / 1 read null [] 2 3 ok                               | unknown",
                "0 add 1 1 0 9 ok   / 1 read null [1] 2 8 ok / 2 read null [] 3 4 ok      | unknown",
                "0 add 1 1 0 1 ok   / 0 add 2 2 6 7 ok / 1 read null [1] 2 3 ok           | ",
                "0 add 1 1 0 1 ok   / 1 read null [] 2 3 ok                               | lost",
                "0 add 1 1 0 1 ok   / 1 read null [] 2 3 ok / 1 read null [1] 4 5 ok      | stale",
                "0 add 1 1 0 1 ok   / 1 read null [1] 2 3 ok / 1 read null [] 4 5 ok      | lost",
                "0 add 1 1 0 1 info / 1 read null [] 2 3 ok                               | unknown",
                "0 add 1 1 0 1 info / 1 read null [1] 2 3 ok                              | unknown",
                "0 add 1 1 0 1 info / 1 read null [1] 2 3 ok / 1 read null [] 4 5 ok      | lost",
                "0 add 1 1 0 1 fail / 1 read null [1] 2 3 ok                              | unexpected",
                "0 add 1 1 4 5 ok   / 1 read null [1] 2 3 ok                              | unexpected",
                "0 add 1 1 0 1 ok   / 0 add 1 1 2 3 fail / 1 read null [1] 4 5 ok         | ",
                "0 add 1 1 0 1 fail / 0 add 1 1 2 3 ok / 1 read null [1] 4 5 ok           | ",
                "1 read null [7] 2 3 ok                                                   | unexpected",
                "0 add 1 1 0 1 ok   / 1 read null [1,1] 2 3 ok                            | duplicate",
                "0 add 1 1 0 1 ok                                                         | unknown",
                "0 add 1 1 0 1 ok   / 1 read null 7 2 3 ok                                | unknown",
                "0 add 1 1 0 1 ok   / 1 remove 1 1 2 3 ok / 1 read null [] 4 5 ok         | unknown",
            })
    void a_set_keeps_what_was_added(String rows, String kind) throws Exception {
        Verdict strict = SetChecker.check(operations(rows), false);
        Verdict eventual = SetChecker.check(operations(rows), true);
        expect(strict, kind);
        expect(eventual, kind != null && kind.equals("stale") ? VALID : kind);
    }

    @Test
    void a_set_names_what_no_read_could_have_seen() throws Exception {
        Verdict verdict = SetChecker.check(
                operations("0 add 1 1 0 1 ok / 1 add 5 5 0 9 ok / 0 add 7 7 8 9 ok"
                        + " / 2 read null [1] 2 3 ok"),
                false);
        expect(verdict, VALID);
        assertThat(verdict.summary())
                .isEqualTo("1 reads; nothing is known of [5, 7], since no read began after they"
                        + " were acknowledged");
        assertThat(verdict.facts()).containsEntry("elements_unread", 2L);
    }

    @Test
    void times_at_the_ends_of_what_64_bits_hold_are_no_short_times() {
        long last = Long.MAX_VALUE - 1;
        Operation slow = operation(new Operation.Span(0, 1, Long.MIN_VALUE, last));
        LatencyChecker.Budget quick = new LatencyChecker.Budget(
                "all", Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE, LatencyChecker.ALL, 5);
        expect(LatencyChecker.check(List.of(slow), List.of(quick)), "over-budget");
        expect(AvailabilityChecker.check(List.of(slow), Operation::process, 5), "unavailable");
        Operation next = operation(new Operation.Span(2, 3, last, last));
        List<Operation> widened = ClockSkew.widened(List.of(slow, next), 1000);
        assertThat(widened.get(0).isBefore(widened.get(1))).isFalse();
        assertThat(widened.get(0).span().returnIndex()).isPositive();
    }

    private static Operation operation(Operation.Span span) {
        return new Operation(
                (int) span.invokeIndex(), 0, "x", Nil.NIL, Nil.NIL, EventType.OK, span);
    }

    @Test
    void a_set_tells_how_long_elements_took_to_be_seen() throws Exception {
        Verdict verdict = SetChecker.check(
                operations("0 add 1 1 0 1 ok / 0 add 2 2 2 3 ok / 0 add 3 3 10 11 ok"
                        + " / 1 read null [1] 0 4 ok / 1 read null [1,2] 5 9 ok"),
                true);
        assertThat(verdict.facts())
                .containsEntry("until_seen_max_nanos", 6_000_000L)
                .containsEntry("until_seen_p50_nanos", 3_000_000L)
                .containsEntry("elements_never_seen", 1L)
                .containsEntry("elements_known", 3L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 read [1] [1,5] 0 1 ok / 0 read [1] [1,5] 2 3 ok       | ",
                "0 read [1] [1,5] 0 1 ok / 1 read [1] [1,4] 2 3 ok       | ",
                "0 read [1] [1,5] 0 1 ok / 0 read [2] [2,4] 2 3 ok       | ",
                "0 read [1] [1,5] 0 1 ok / 0 read [1] [1,4] 2 3 ok       | non-monotonic-read",
                "0 read [1] [1,5] 0 1 ok / 0 read [1] [1] 2 3 ok         | non-monotonic-read",
                "0 read [1] [1,5] 0 1 ok / 0 read [1] [1,null] 2 3 ok    | non-monotonic-read",
                "0 read [1] [1,null] 0 1 ok / 0 read [1] [1,5] 2 3 ok    | ",
                "0 read [1] [1,5] 0 1 ok / 0 read [1] [1,4] 2 3 fail     | ",
                "0 write [1,5] [1,5] 0 1 ok / 0 read [1] [1,4] 2 3 ok    | does-not-read-own-write",
                "0 write [1,5] [1,5] 0 1 info / 0 read [1] [1,4] 2 3 ok  | ",
                "0 write [1,5] [1,5] 0 1 ok / 0 write [1,4] [1,4] 2 3 ok | non-monotonic-write",
                "0 read [1] [1,5] 0 1 ok / 0 write [1,4] [1,4] 2 3 ok    | write-behind-read",
                "0 read [1] [1,\"a\"] 0 1 ok                             | unknown",
                "0 write [1,9223372036854775808] null 0 1 ok / 0 read [1] [1,9223372036854775807] 2 3 ok | does-not-read-own-write",
                "0 write [1,9223372036854775807] null 0 1 ok / 0 read [1] [1,9223372036854775808] 2 3 ok | ",
                "0 write [1,null] [1,null] 0 1 ok                        | unknown",
                "0 read [1] [1,2,3] 0 1 ok                               | unknown",
            })
    void a_session_does_not_go_back(String rows, String kind) throws Exception {
        expect(SessionChecker.check(operations(rows)), kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 generate null 1 0 1 ok / 1 generate null 2 0 1 ok   | ",
                "0 generate null 1 0 1 ok / 1 generate null 1 0 1 ok   | duplicate-id",
                "0 generate null 1 0 1 ok / 1 generate null 1 0 1 info | ",
                "0 generate null null 0 1 ok                           | no-id",
                "0 x null 1 0 1 ok                                     | unknown",
            })
    void ids_are_unique(String rows, String kind) throws Exception {
        expect(UniqueIdsChecker.check(operations(rows), "generate"), kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 read 0 [[1,1],[2,null]] 0 1 ok / 1 read 0 [[2,1],[1,1]] 0 1 ok    | ",
                "0 read 0 [[1,1],[2,null]] 0 1 ok / 1 read 0 [[2,1],[1,null]] 0 1 ok | long-fork",
                "0 read 0 [[1,1],[2,null]] 0 1 ok / 1 read 0 [[3,1],[1,null]] 0 1 ok | ",
                "0 read 0 [[\"r\",1,1],[\"r\",2,null]] 0 1 ok / 1 read 0 [[\"r\",2,1],[\"r\",1,null]] 0 1 ok | long-fork",
                "0 read 0 [[1,1],[2,1]] 0 1 ok / 1 read 0 [[1,2],[2,1]] 0 1 ok       | unknown",
                "0 read 0 [[1,1],[1,1]] 0 1 ok                                       | unknown",
            })
    void readers_agree_on_the_order_of_writes(String rows, String kind) throws Exception {
        expect(LongForkChecker.check(operations(rows)), kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 read 0 [[2,1],[1,1]] 0 1 ok       | ",
                "0 read 0 [[2,null],[1,1]] 0 1 ok    | ",
                "0 read 0 [[2,1],[1,null]] 0 1 ok    | out-of-order",
                "0 read 0 [[2,1],[1]] 0 1 ok         | out-of-order",
                "0 read 0 [2,1] 0 1 ok               | unknown",
            })
    void writes_appear_in_their_order(String rows, String kind) throws Exception {
        expect(SequentialChecker.check(operations(rows)), kind);
    }

    @ParameterizedTest
    @CsvSource({
        "0 x 0 0 0 10 ok / 0 x 0 0 12 15 ok,                         10, ''",
        "0 x 0 0 0 10 ok / 0 x 0 0 12 25 ok,                         10, unavailable",
        "0 x 0 0 0 10 ok / 0 x 0 0 12 14 fail / 0 x 0 0 15 25 ok,    10, unavailable",
        "0 x 0 0 0 10 ok / 0 x 0 0 12 14 fail / 0 x 0 0 15 25 fail,  10, unavailable",
        "0 x 0 0 0 10 ok / 1 x 0 0 12 20 ok / 0 x 0 0 19 20 ok,      10, ''",
        "0 x 0 0 0 10 ok / 0 x 0 0 99 105 ok,                        10, ''",
        "0 x 0 0 0 10 ok / 0 x 0 0 12 14 info,                       10, ''",
        "0 x 0 0 0 10 ok / 0 x 0 0 12 25 info,                       10, unavailable",
    })
    void clients_are_served(String rows, long gapMillis, String kind) throws Exception {
        List<Operation> operations = operations(rows);
        expect(
                AvailabilityChecker.check(operations, Operation::process, gapMillis * 1_000_000),
                kind);
    }

    @Test
    void who_never_gets_an_answer_waits_until_the_end() throws Exception {
        List<Operation> operations =
                operations("0 x 0 0 0 5 ok / 0 x 0 0 6 7 info / 1 x 0 0 20 21 ok");
        List<Operation> open =
                List.of(operations.get(0), operations.get(1).forgotten(), operations.get(2));
        expect(AvailabilityChecker.check(operations, Operation::process, 10_000_000), VALID);
        Verdict verdict = AvailabilityChecker.check(open, Operation::process, 10_000_000);
        expect(verdict, "unavailable");
        assertThat(verdict.facts()).containsEntry("longest_gap_nanos", 15_000_000L);
        // All clients together were served in time.
        expect(AvailabilityChecker.check(open, operation -> "all", 15_000_000), VALID);
    }

    @Test
    void budgets_hold_at_their_percentile_by_nearest_rank() throws Exception {
        List<Operation> operations =
                operations("0 x 0 0 0 1 ok / 0 x 0 0 2 4 ok / 0 x 0 0 5 8 ok / 0 x 0 0 100 200 ok");
        expect(latency(operations, 0, 50, 500, 2), VALID);
        expect(latency(operations, 0, 50, 990, 3), VALID);
        expect(latency(operations, 0, 50, 990, 2), "over-budget");
        expect(latency(operations, 0, 101, 750, 3), VALID);
        expect(latency(operations, 0, 101, 751, 3), "over-budget");
        expect(latency(operations, 50, 60, 500, 1), "unknown");
    }

    @Test
    void operations_that_time_out_do_not_make_a_system_fast() throws Exception {
        List<Operation> operations = operations(
                "0 x 0 0 0 1 ok / 1 x 0 0 2 90 info / 2 x 0 0 3 99 fail / 3 y 0 0 4 80 ok");
        expect(latency(operations, 0, 50, 1000, 89), VALID);
        expect(latency(operations, 0, 50, 1000, 87), "over-budget");
        LatencyChecker.Budget onlyX = new LatencyChecker.Budget(
                "x", Optional.of("y"), 0, 50_000_000, LatencyChecker.ALL, 76_000_000);
        expect(LatencyChecker.check(operations, List.of(onlyX)), VALID);
        List<Operation> open = List.of(operations.get(0), operations.get(1).forgotten());
        expect(latency(open, 0, 50, 500, 1), VALID);
        expect(latency(open, 0, 50, 501, 1_000_000), "over-budget");
    }

    private static Verdict latency(
            List<Operation> operations, long fromMillis, long untilMillis, int rank, long max) {
        long ms = 1_000_000;
        return LatencyChecker.check(
                operations,
                List.of(new LatencyChecker.Budget(
                        "drain",
                        Optional.empty(),
                        fromMillis * ms,
                        untilMillis * ms,
                        rank * 1000,
                        max * ms)));
    }

    @ParameterizedTest
    @CsvSource({"0, INVALID", "999999, INVALID", "1000000, VALID", "5000000, VALID"})
    void clocks_that_may_differ_excuse_what_happened_close_together(
            long skewNanos, Validity expected) throws Exception {
        List<Operation> operations =
                operations("0 write [1,1] null 0 1 ok / 1 read [1] [1] 2 3 ok");
        Verdict verdict = LinearizabilityChecker.check(
                ClockSkew.widened(operations, skewNanos), RegisterModel.keyed(), Limits.DEFAULT);
        assertThat(verdict.validity()).isEqualTo(expected);
    }
}
