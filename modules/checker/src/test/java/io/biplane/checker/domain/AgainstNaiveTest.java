package io.biplane.checker.domain;

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

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Each domain checker agrees with a naive second implementation on random small histories. */
class AgainstNaiveTest {
    private static final int SMALL = 400;
    private static final int LARGE = 15_000;

    /** A question, and what might be answered. */
    private interface Questions {
        String f(Dice dice);

        Object input(String f, Dice dice);

        Object output(String f, Object input, Dice dice);
    }

    @Test
    void all_agree() throws Exception {
        compareAll(SMALL, 1);
    }

    @Test
    void all_agree_fifteen_thousand_times_each() throws Exception {
        compareAll(LARGE, 100);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        compareAll(300, 200);
        DomainCheckersTest.quick();
    }

    private static void compareAll(int histories, long seed) throws Exception {
        sets(histories, new Dice(seed));
        banks(histories, new Dice(seed + 1));
        sessions(histories, new Dice(seed + 2));
        ids(histories, new Dice(seed + 3));
        forks(histories, new Dice(seed + 4));
        sequences(histories, new Dice(seed + 5));
        waits(histories, new Dice(seed + 6));
        budgets(histories, new Dice(seed + 7));
        clocks(histories, new Dice(seed + 8));
    }

    /** Both answers must be common, or the comparison shows nothing. */
    private static void checkMix(int valid, int histories) {
        assertThat(valid).isBetween(histories / 20, histories * 19 / 20);
    }

    private static void sets(int histories, Dice dice) throws Exception {
        int valid = 0;
        Questions questions = new Questions() {
            @Override
            public String f(Dice drawn) {
                return drawn.chance(50) ? "add" : "read";
            }

            @Override
            public Object input(String f, Dice drawn) {
                return f.equals("add") ? (Object) (long) drawn.below(4) : Nil.NIL;
            }

            @Override
            public Object output(String f, Object input, Dice drawn) {
                List<Object> seen = new ArrayList<>();
                for (long element = 0; element < 4; element++) {
                    if (drawn.chance(element == 3 ? 10 : 60)) {
                        seen.add(element);
                    }
                }
                if (!seen.isEmpty() && drawn.chance(3)) {
                    seen.add(seen.get(0));
                }
                return f.equals("add") ? input : seen;
            }
        };
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = draw(dice, 2 + dice.below(6), questions);
            for (boolean toleratesStale : new boolean[] {false, true}) {
                Verdict verdict = SetChecker.check(operations, toleratesStale);
                TreeSet<String> found = new TreeSet<>();
                for (Anomaly anomaly : verdict.anomalies()) {
                    found.add(anomaly.kind() + " " + anomaly.subject());
                }
                assertThat(found)
                        .as(text(operations, verdict))
                        .isEqualTo(Naive.set(operations, toleratesStale));
                valid += found.isEmpty() ? 1 : 0;
                if (found.isEmpty()) {
                    assertThat(verdict.validity())
                            .as(text(operations, verdict))
                            .isEqualTo(
                                    Naive.hasStayed(operations)
                                            ? Validity.VALID
                                            : Validity.UNKNOWN);
                }
                assertThat(verdict.facts().getOrDefault("until_seen_max_nanos", -1L))
                        .isEqualTo(Naive.untilSeen(operations));
            }
        }
        checkMix(valid, 2 * histories);
    }

    private static void banks(int histories, Dice dice) throws Exception {
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations =
                    draw(dice, 1 + dice.below(3), plain("balance", (f, input, drawn) -> {
                        List<Object> rows = new ArrayList<>();
                        long left = drawn.chance(10) ? 9 : 10;
                        int accounts = drawn.chance(10) ? 2 : 3;
                        for (long account = 0; account < accounts; account++) {
                            boolean isLast = account == accounts - 1;
                            long balance =
                                    isLast ? left : drawn.below(8) - (drawn.chance(5) ? 7 : 0);
                            rows.add(List.of(account, balance));
                            left -= balance;
                        }
                        return rows;
                    }));
            Verdict verdict = BankChecker.check(
                    operations,
                    List.of("balance"),
                    new BankChecker.Rules(Optional.of(3), Optional.of(BigInteger.TEN), false));
            valid += expect(verdict, Naive.bank(operations, 3, 10), operations);
        }
        checkMix(valid, histories);
    }

    private static void sessions(int histories, Dice dice) throws Exception {
        int valid = 0;
        Questions questions = new Questions() {
            @Override
            public String f(Dice drawn) {
                return drawn.chance(40) ? "write" : "read";
            }

            @Override
            public Object input(String f, Dice drawn) {
                long key = drawn.below(2);
                return f.equals("write") ? List.of(key, (long) drawn.below(9)) : List.of(key);
            }

            @Override
            public Object output(String f, Object input, Dice drawn) {
                Object key = ((List<?>) input).get(0);
                Object seen = drawn.chance(10)
                        ? List.of(key)
                        : List.of(key, drawn.chance(10) ? Nil.NIL : (Object) (long) drawn.below(9));
                return f.equals("write") ? input : seen;
            }
        };
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = draw(dice, 2 + dice.below(6), questions);
            valid +=
                    expect(SessionChecker.check(operations), Naive.session(operations), operations);
        }
        checkMix(valid, histories);
    }

    private static void ids(int histories, Dice dice) throws Exception {
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations =
                    draw(dice, 2 + dice.below(5), plain("generate", (f, input, drawn) ->
                            (long) drawn.below(12)));
            valid += expect(
                    UniqueIdsChecker.check(operations, "generate"),
                    Naive.uniqueIds(operations),
                    operations);
        }
        checkMix(valid, histories);
    }

    /** What two or three keys show, in ascending or any order. */
    private static Questions views(boolean isShuffled) {
        return plain("read", (f, input, drawn) -> {
            List<Object> rows = new ArrayList<>();
            for (long key = 0; key < 2 + drawn.below(2); key++) {
                Object row = List.of(key, drawn.chance(50) ? Nil.NIL : (Object) 1L);
                rows.add(isShuffled ? drawn.below(rows.size() + 1) : rows.size(), row);
            }
            return rows;
        });
    }

    private static void forks(int histories, Dice dice) throws Exception {
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = draw(dice, 2 + dice.below(5), views(true));
            Verdict verdict = LongForkChecker.check(operations);
            boolean isFork = Naive.isLongFork(operations);
            assertThat(verdict.validity() == Validity.INVALID)
                    .as(text(operations, verdict))
                    .isEqualTo(isFork);
            valid += isFork ? 0 : 1;
        }
        checkMix(valid, histories);
    }

    private static void sequences(int histories, Dice dice) throws Exception {
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations = draw(dice, 1 + dice.below(3), views(false));
            valid += expect(
                    SequentialChecker.check(operations), Naive.sequential(operations), operations);
        }
        checkMix(valid, histories);
    }

    private static void waits(int histories, Dice dice) throws Exception {
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations =
                    draw(dice, 1 + dice.below(6), plain("x", (f, input, drawn) -> Nil.NIL));
            long longest = Naive.longestWait(operations);
            Verdict verdict = AvailabilityChecker.check(operations, any -> "all", 2500);
            assertThat(verdict.facts())
                    .as(text(operations, verdict))
                    .containsEntry("longest_gap_nanos", longest);
            valid += expect(verdict, longest > 2500 ? 1 : 0, operations);
        }
        checkMix(valid, histories);
    }

    private static void budgets(int histories, Dice dice) throws Exception {
        int valid = 0;
        for (int i = 0; i < histories; i++) {
            List<Operation> operations =
                    draw(dice, 1 + dice.below(6), plain("x", (f, input, drawn) -> Nil.NIL));
            int perMillion = 1 + dice.below(1_000_000);
            long nanosMax = 1000L * dice.below(12);
            LatencyChecker.Budget budget = new LatencyChecker.Budget(
                    "all", Optional.empty(), 0, Long.MAX_VALUE, perMillion, nanosMax);
            Verdict verdict = LatencyChecker.check(operations, List.of(budget));
            if (operations.stream().noneMatch(Operation::isOk)) {
                assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
                continue;
            }
            boolean isKept = Naive.keepsBudget(operations, perMillion, nanosMax);
            valid += expect(verdict, isKept ? 0 : 1, operations);
        }
        checkMix(valid, histories);
    }

    private static void clocks(int histories, Dice dice) throws Exception {
        for (int i = 0; i < histories; i++) {
            List<Operation> operations =
                    draw(dice, 2 + dice.below(5), plain("x", (f, input, drawn) -> Nil.NIL));
            long bound = 500L * dice.below(20);
            List<Operation> widened = ClockSkew.widened(operations, bound);
            for (Operation one : widened) {
                for (Operation other : widened) {
                    boolean isSurelyBefore = one.outcome() != EventType.INFO
                            && one.span().returnedAtNanos() + bound
                                    < other.span().invokedAtNanos();
                    assertThat(one.isBefore(other)).isEqualTo(isSurelyBefore);
                }
            }
            assertThat(widened).hasSameSizeAs(operations);
        }
    }

    private interface Answers {
        Object draw(String f, Object input, Dice dice);
    }

    private static Questions plain(String name, Answers answers) {
        return new Questions() {
            @Override
            public String f(Dice dice) {
                return name;
            }

            @Override
            public Object input(String f, Dice dice) {
                return Nil.NIL;
            }

            @Override
            public Object output(String f, Object input, Dice dice) {
                return answers.draw(f, input, dice);
            }
        };
    }

    /** 1 if nothing is broken. */
    private static int expect(Verdict verdict, long broken, List<Operation> operations) {
        assertThat(verdict.facts()).as(text(operations, verdict)).containsEntry("broken", broken);
        boolean wasJudged = !verdict.facts().get("judged").equals(0L);
        assertThat(verdict.validity())
                .isEqualTo(
                        broken > 0
                                ? Validity.INVALID
                                : wasJudged ? Validity.VALID : Validity.UNKNOWN);
        return broken == 0 ? 1 : 0;
    }

    /** Any interleaving of a few processes; an operation that never returns ends its process. */
    private static List<Operation> draw(Dice dice, int operations, Questions questions)
            throws Exception {
        List<Event> events = new ArrayList<>();
        List<Optional<Event>> open = new ArrayList<>();
        for (int p = 0; p < 1 + dice.below(3); p++) {
            open.add(Optional.empty());
        }
        int begun = 0;
        while (begun < operations || open.stream().anyMatch(Optional::isPresent)) {
            int p = dice.below(open.size());
            if (open.get(p).isEmpty() && begun < operations) {
                begun++;
                String f = questions.f(dice);
                Object input = questions.input(f, dice);
                open.set(p, Optional.of(event(events.size(), p, EventType.INVOKE, f, input)));
                events.add(open.get(p).get());
            } else if (open.get(p).isPresent()) {
                Event invocation = open.get(p).get();
                open.set(p, Optional.empty());
                int luck = dice.below(100);
                if (luck >= 95 && p == open.size() - 1 && p > 0) {
                    open.remove(p);
                    continue;
                }
                EventType type =
                        luck < 75 ? EventType.OK : luck < 88 ? EventType.INFO : EventType.FAIL;
                Object answer = type == EventType.OK
                        ? questions.output(invocation.f(), invocation.value(), dice)
                        : Nil.NIL;
                events.add(event(events.size(), p, type, invocation.f(), answer));
            }
        }
        return Operations.pair(events);
    }

    private static Event event(int index, long process, EventType type, String f, Object value) {
        return new Event(index, process, type, f, value, 1000L * index, Context.NONE);
    }

    private static String text(List<Operation> operations, Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.toString());
        operations.forEach(operation -> text.append('\n')
                .append(operation.span())
                .append(' ')
                .append(operation.describe()));
        return text.toString();
    }
}
