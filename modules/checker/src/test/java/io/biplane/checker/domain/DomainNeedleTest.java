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

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One planted fault in a long history of a correct service: found, named, and nothing else is. */
class DomainNeedleTest {
    private static final int CLIENTS = 20;
    /** Asks what is planted. */
    private static final long PLANTER = 7_777;

    private static final int ACCOUNTS = 5;

    /** The service under test; each step takes effect at one instant. */
    private interface Service {
        Ask ask(Dice dice, long process);

        Object answer(Ask ask);

        /** Looks at what is there at the end. */
        default Ask last() {
            return new Ask("read", Nil.NIL);
        }
    }

    private record Ask(String f, Object input) {}

    private interface Check {
        Verdict run(List<Operation> operations);
    }

    /** What is planted, and what must be said of it. */
    private record Needle(String kind, Check check, Service service, Object... asksAndAnswers) {}

    @Test
    void each_fault_is_found_among_thousands() throws Exception {
        plantEach(1, 3_000);
    }

    /** Fifty times, each seed a test of its own, so that a run shows how far it is. */
    @RepeatedTest(50)
    @Tag("nightly")
    void each_fault_is_found_among_a_hundred_thousand(RepetitionInfo run) throws Exception {
        plantEach(run.getCurrentRepetition(), 100_000);
    }

    private static void plantEach(long seed, int operations) throws Exception {
        for (Needle needle : needles(operations)) {
            Dice dice = new Dice(seed);
            List<Event> hay = played(needle.service, operations, dice);
            Verdict clean = needle.check.run(Operations.pair(hay));
            assertThat(clean.validity())
                    .as(needle.kind + clean.summary())
                    .isEqualTo(Validity.VALID);
            Verdict verdict = needle.check.run(Operations.pair(planted(hay, needle, dice)));
            assertThat(verdict.validity()).as(needle.kind).isEqualTo(Validity.INVALID);
            assertThat(verdict.anomalies())
                    .as(needle.kind + verdict)
                    .extracting(Anomaly::kind)
                    .containsExactly(needle.kind);
            assertThat(verdict.anomalies().get(0).operations())
                    .as(needle.kind)
                    .extracting(Operation::process)
                    .contains(PLANTER);
        }
    }

    private static List<Needle> needles(int operations) {
        Nil nil = Nil.NIL;
        Check bank = all -> BankChecker.check(
                all,
                List.of("read"),
                new BankChecker.Rules(Optional.of(ACCOUNTS), Optional.of(BigInteger.TEN), false));
        Check sets = all -> SetChecker.check(all, false);
        // Half of the history's events, of which there is one a microsecond.
        long wait = operations * 500L;
        Check waits = all -> AvailabilityChecker.check(all, Operation::process, wait);
        Check latency = all -> LatencyChecker.check(
                all,
                List.of(new LatencyChecker.Budget(
                        "max", Optional.empty(), 0, Long.MAX_VALUE, LatencyChecker.ALL, wait)));
        Object low = List.of(row(0, 1), row(1, 2), row(2, 2), row(3, 2), row(4, 2));
        Object minus = List.of(row(0, 4), row(1, -1), row(2, 2), row(3, 2), row(4, 3));
        Object fork = List.of(List.of(-1L, 1L), List.of(-2L, nil));
        Object other = List.of(List.of(-1L, nil), List.of(-2L, 1L));
        Object behind = List.of(List.of("late", 1L), List.of("early", nil));
        return List.of(
                new Needle("lost", sets, new Adds(), "add", -1L, -1L),
                new Needle("unexpected", sets, new Adds(), "read", nil, nil),
                new Needle("wrong-total", bank, new Transfers(), "read", nil, low),
                new Needle("negative-balance", bank, new Transfers(), "read", nil, minus),
                needle("non-monotonic-read", "read", List.of(-1L), 5L, "read", List.of(-1L), 4L),
                needle("non-monotonic-write", "write", 5L, 5L, "write", 4L, 4L),
                needle("does-not-read-own-write", "write", 5L, 5L, "read", List.of(-1L), 4L),
                needle("write-behind-read", "read", List.of(-1L), 5L, "write", 4L, 4L),
                new Needle(
                        "duplicate-id",
                        all -> UniqueIdsChecker.check(all, "generate"),
                        new Ids(),
                        "generate",
                        nil,
                        -5L,
                        "generate",
                        nil,
                        -5L),
                new Needle(
                        "long-fork",
                        LongForkChecker::check,
                        new Groups(),
                        "read",
                        List.of(-1L, -2L),
                        fork,
                        "read",
                        List.of(-1L, -2L),
                        other),
                new Needle(
                        "out-of-order",
                        SequentialChecker::check,
                        new Groups(),
                        "read",
                        List.of("late", "early"),
                        behind),
                new Needle("unavailable", waits, new Ids(), "generate", nil, -1L),
                new Needle("over-budget", latency, new Ids(), "generate", nil, -1L));
    }

    private static List<Object> row(long account, long balance) {
        return List.of(account, balance);
    }

    /** Of a session; numbers stand for {@code [-1, number]}. */
    private static Needle needle(String kind, Object... steps) {
        Object[] rows = Arrays.stream(steps)
                .map(step -> step instanceof Long number ? List.of(-1L, number) : step)
                .toArray();
        return new Needle(kind, SessionChecker::check, new Versions(), rows);
    }

    /** The planted steps go somewhere into the middle; those about time take most of what is left. */
    private static List<Event> planted(List<Event> hay, Needle needle, Dice dice) {
        int place = hay.size() / 8 + dice.below(hay.size() / 8);
        boolean isSlow = needle.kind.equals("unavailable") || needle.kind.equals("over-budget");
        List<Event> events = new ArrayList<>(hay.subList(0, place));
        int next = place;
        Object[] steps = needle.asksAndAnswers;
        for (int i = 0; i < steps.length; i += 3) {
            events.add(event(PLANTER, EventType.INVOKE, (String) steps[i], steps[i + 1]));
            if (isSlow) {
                next = hay.size() - 2;
                events.addAll(hay.subList(place, next));
            }
            Object answer = needle.kind.equals("unexpected")
                    ? everythingAndOneMore(hay.subList(0, place))
                    : steps[i + 2];
            events.add(event(PLANTER, EventType.OK, (String) steps[i], answer));
        }
        events.addAll(hay.subList(next, hay.size()));
        return numbered(events);
    }

    /** What a set has by then as far as anybody knows, and what nobody added. */
    private static List<Object> everythingAndOneMore(List<Event> events) {
        Map<Long, Object> asked = new LinkedHashMap<>();
        Set<Object> elements = new LinkedHashSet<>(List.of(-7L));
        for (Event event : events) {
            if (event.f().equals("add") && event.type() == EventType.INVOKE) {
                asked.put(event.process(), event.value());
            } else if (event.f().equals("add")) {
                elements.add(asked.get(event.process()));
            } else if (event.value() instanceof List<?> seen) {
                elements.addAll(seen);
            }
        }
        return List.copyOf(elements);
    }

    private static List<Event> numbered(List<Event> events) {
        List<Event> numbered = new ArrayList<>(events.size());
        for (Event event : events) {
            numbered.add(new Event(
                    numbered.size(),
                    event.process(),
                    event.type(),
                    event.f(),
                    event.value(),
                    1000L * numbered.size(),
                    Context.NONE));
        }
        return numbered;
    }

    private static Event event(long process, EventType type, String f, Object value) {
        return new Event(0, process, type, f, value, 0, Context.NONE);
    }

    /** All operations end; 3 % with unknown outcome, after which the client has a new number. */
    private static List<Event> played(Service service, int operations, Dice dice) {
        List<Event> events = new ArrayList<>();
        long[] names = new long[CLIENTS];
        Ask[] asked = new Ask[CLIENTS];
        Object[] answers = new Object[CLIENTS];
        for (int c = 0; c < CLIENTS; c++) {
            names[c] = c;
        }
        int ended = 0;
        for (int begun = 0; ended < operations; ) {
            int c = dice.below(CLIENTS);
            if (asked[c] == null && begun < operations) {
                asked[c] = service.ask(dice, names[c]);
                answers[c] = null;
                events.add(event(names[c], EventType.INVOKE, asked[c].f, asked[c].input));
                begun++;
            } else if (asked[c] != null && answers[c] == null) {
                answers[c] = service.answer(asked[c]);
            } else if (asked[c] != null) {
                boolean isUnknown = dice.chance(3);
                EventType type = isUnknown ? EventType.INFO : EventType.OK;
                events.add(event(names[c], type, asked[c].f, isUnknown ? Nil.NIL : answers[c]));
                names[c] += isUnknown ? 10_000 * CLIENTS : 0;
                asked[c] = null;
                ended++;
            }
        }
        Ask last = service.last();
        events.add(event(9_999, EventType.INVOKE, last.f, last.input));
        events.add(event(9_999, EventType.OK, last.f, service.answer(last)));
        return numbered(events);
    }

    private static final class Adds implements Service {
        private final List<Object> elements = new ArrayList<>();
        private long next;

        @Override
        public Ask ask(Dice dice, long process) {
            return next % 2000 == 1999 && dice.chance(20)
                    ? new Ask("read", Nil.NIL)
                    : new Ask("add", next++);
        }

        @Override
        public Object answer(Ask ask) {
            if (ask.f.equals("add")) {
                elements.add(ask.input);
                return ask.input;
            }
            return List.copyOf(elements);
        }
    }

    private static final class Transfers implements Service {
        private final long[] balances = {2, 2, 2, 2, 2};

        @Override
        public Ask ask(Dice dice, long process) {
            return dice.chance(50)
                    ? new Ask("read", Nil.NIL)
                    : new Ask("transfer", row(dice.below(ACCOUNTS), dice.below(ACCOUNTS)));
        }

        @Override
        public Object answer(Ask ask) {
            if (ask.f.equals("transfer")) {
                List<?> between = (List<?>) ask.input;
                int from = ((Long) between.get(0)).intValue();
                int moved = balances[from] > 0 ? 1 : 0;
                balances[from] -= moved;
                balances[((Long) between.get(1)).intValue()] += moved;
                return ask.input;
            }
            List<Object> rows = new ArrayList<>();
            for (int account = 0; account < ACCOUNTS; account++) {
                rows.add(row(account, balances[account]));
            }
            return rows;
        }
    }

    private static final class Versions implements Service {
        private final Map<Object, Object> newest = new LinkedHashMap<>();

        @Override
        public Ask last() {
            return new Ask("read", List.of(0L));
        }

        @Override
        public Ask ask(Dice dice, long process) {
            return new Ask("read", List.of((long) dice.below(50)));
        }

        @Override
        public Object answer(Ask ask) {
            Object key = ((List<?>) ask.input).get(0);
            newest.merge(key, 1L, (a, b) -> (Long) a + (Long) b);
            return List.of(key, newest.get(key));
        }
    }

    private static final class Ids implements Service {
        private long next;

        @Override
        public Ask last() {
            return new Ask("generate", Nil.NIL);
        }

        @Override
        public Ask ask(Dice dice, long process) {
            return new Ask("generate", Nil.NIL);
        }

        @Override
        public Object answer(Ask ask) {
            return next++;
        }
    }

    /** Pairs of keys that are written one after the other, the first one first. */
    private static final class Groups implements Service {
        private final Map<Object, Integer> steps = new LinkedHashMap<>();

        @Override
        public Ask last() {
            return new Ask("read", List.of(1L, 0L));
        }

        @Override
        public Ask ask(Dice dice, long process) {
            long pair = dice.below(500);
            return new Ask("read", List.of(2 * pair + 1, 2 * pair));
        }

        @Override
        public Object answer(Ask ask) {
            List<?> keys = (List<?>) ask.input;
            int written = steps.merge(keys, 1, Integer::sum) / 20;
            return List.of(
                    List.of(keys.get(0), written > 1 ? (Object) 1L : Nil.NIL),
                    List.of(keys.get(1), written > 0 ? (Object) 1L : Nil.NIL));
        }
    }
}
