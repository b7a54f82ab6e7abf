package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.AppendModel;
import io.biplane.checker.model.BankModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.MultiRegisterModel;
import io.biplane.checker.model.MutexModel;
import io.biplane.checker.model.UnorderedQueueModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** As {@link LongHistoriesTest}, for mutexes, bags, texts, multi-registers and banks. */
class MoreLongHistoriesTest {
    private static final int CLIENTS = 10;

    /** Objects: what is asked of them, and what they do. */
    enum Subject {
        MUTEX(history -> new MutexModel()) {
            private boolean isHeld;

            @Override
            void reset() {
                isHeld = false;
            }

            @Override
            Object[] ask(Dice dice) {
                return new Object[] {dice.chance(50) ? "acquire" : "release", Nil.NIL};
            }

            @Override
            Optional<Object> run(String f, Object input, Dice dice) {
                boolean isFine = isHeld != f.equals("acquire");
                isHeld ^= isFine;
                return isFine ? Optional.of(input) : Optional.empty();
            }

            @Override
            Object[] wrong() {
                return new Object[] {"acquire", Nil.NIL, Nil.NIL};
            }
        },
        BAG(UnorderedQueueModel::of) {
            private final List<Object> elements = new ArrayList<>();
            private long next;

            @Override
            void reset() {
                elements.clear();
            }

            @Override
            Object[] ask(Dice dice) {
                return dice.chance(49)
                        ? new Object[] {"enqueue", next++}
                        : new Object[] {"dequeue", Nil.NIL};
            }

            @Override
            Optional<Object> run(String f, Object input, Dice dice) {
                if (f.equals("enqueue")) {
                    elements.add(input);
                    return Optional.of(input);
                }
                return Optional.of(
                        elements.isEmpty()
                                ? Nil.NIL
                                : elements.remove(dice.below(elements.size())));
            }

            @Override
            Object[] wrong() {
                return new Object[] {"dequeue", Nil.NIL, -7L};
            }
        },
        TEXT(history -> new AppendModel()) {
            private final Map<Object, String> texts = new LinkedHashMap<>();
            private long next;

            @Override
            void reset() {
                texts.clear();
            }

            @Override
            Object[] ask(Dice dice) {
                Object key = (long) dice.below(5);
                int kind = dice.below(100);
                return kind < 10
                        ? new Object[] {"get", List.of(key)}
                        : new Object[] {
                            kind < 11 ? "put" : "append", List.of(key, "x " + next++ + " y")
                        };
            }

            @Override
            Optional<Object> run(String f, Object input, Dice dice) {
                List<?> asked = (List<?>) input;
                String text = texts.getOrDefault(asked.get(0), "");
                if (f.equals("get")) {
                    return Optional.of(List.of(asked.get(0), text));
                }
                texts.put(asked.get(0), (f.equals("put") ? "" : text) + asked.get(1));
                return Optional.of(input);
            }

            @Override
            Object[] wrong() {
                return new Object[] {"get", List.of(3L), List.of(3L, "x -7 y")};
            }
        },
        REGISTERS(history -> MultiRegisterModel.of(history, 0L)) {
            private final long[] values = new long[30];

            @Override
            void reset() {
                Arrays.fill(values, 0);
            }

            @Override
            Object[] ask(Dice dice) {
                List<Object> steps = new ArrayList<>();
                long group = 10 * dice.below(3);
                for (int i = 0; i < 1 + dice.below(3); i++) {
                    Object key = group + dice.below(10);
                    steps.add(
                            dice.chance(50)
                                    ? List.of("w", key, (long) dice.below(5))
                                    : List.of("r", key, Nil.NIL));
                }
                return new Object[] {"txn", steps};
            }

            @Override
            Optional<Object> run(String f, Object input, Dice dice) {
                List<Object> told = new ArrayList<>();
                for (Object item : (List<?>) input) {
                    List<?> step = (List<?>) item;
                    int key = (int) (long) (Long) step.get(1);
                    if (step.get(0).equals("w")) {
                        values[key] = (Long) step.get(2);
                    }
                    told.add(List.of(step.get(0), step.get(1), values[key]));
                }
                return Optional.of(told);
            }

            @Override
            Object[] wrong() {
                return new Object[] {
                    "txn", List.of(List.of("r", 3L, Nil.NIL)), List.of(List.of("r", 3L, -7L))
                };
            }
        },
        BANK(history -> BankModel.of(
                history, new BankModel.Rules(new LinkedHashMap<>(), Optional.empty(), false))) {
            private final long[] balances = new long[5];

            @Override
            void reset() {
                Arrays.fill(balances, 10);
            }

            @Override
            Object[] ask(Dice dice) {
                long from = dice.below(5);
                long to = (from + 1 + dice.below(4)) % 5;
                return dice.chance(40)
                        ? new Object[] {"read", Nil.NIL}
                        : new Object[] {"transfer", List.of(from, to, 1L + dice.below(5))};
            }

            @Override
            Optional<Object> run(String f, Object input, Dice dice) {
                if (f.equals("transfer")) {
                    List<?> moved = (List<?>) input;
                    int from = (int) (long) (Long) moved.get(0);
                    long amount = (Long) moved.get(2);
                    if (balances[from] < amount) {
                        return Optional.empty();
                    }
                    balances[from] -= amount;
                    balances[(int) (long) (Long) moved.get(1)] += amount;
                    return Optional.of(input);
                }
                return Optional.of(read());
            }

            private List<Object> read() {
                List<Object> rows = new ArrayList<>();
                for (long account = 0; account < 5; account++) {
                    rows.add(List.of(account, balances[(int) account]));
                }
                return rows;
            }

            @Override
            Object[] wrong() {
                balances[0]++;
                return new Object[] {"read", Nil.NIL, read()};
            }
        };

        private final Function<List<Operation>, Model<?>> model;

        Subject(Function<List<Operation>, Model<?>> model) {
            this.model = model;
        }

        /** Back to the state before any operation. */
        abstract void reset();

        /** An operation's name and input. */
        abstract Object[] ask(Dice dice);

        /** What it does and gives; empty if it fails. */
        abstract Optional<Object> run(String f, Object input, Dice dice);

        /** A name, an input and an output that there cannot be, or not often. */
        abstract Object[] wrong();
    }

    @ParameterizedTest
    @EnumSource
    void a_correct_object_is_found_so_and_wrong_answers_are_found(Subject subject)
            throws Exception {
        judge(subject, 2_000, 1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void a_correct_object_is_found_so_among_a_hundred_thousand(Subject subject) throws Exception {
        for (long seed = 2; seed < 5; seed++) {
            judge(subject, subject == Subject.TEXT ? 20_000 : 100_000, seed);
        }
    }

    private static void judge(Subject subject, int operations, long seed) throws Exception {
        Dice dice = new Dice(seed);
        List<Event> events = played(subject, operations, dice);
        Verdict verdict = check(subject, events);
        assertThat(verdict.validity()).as(verdict.summary()).isEqualTo(Validity.VALID);
        // More often than releases of unknown outcome can explain.
        int times = subject == Subject.MUTEX ? operations / 20 : 1;
        Object[] wrong = subject.wrong();
        for (int i = 0; i < times; i++) {
            add(events, 9_999, EventType.INVOKE, (String) wrong[0], wrong[1]);
            add(events, 9_999, EventType.OK, (String) wrong[0], wrong[2]);
        }
        Verdict invalid = check(subject, events);
        assertThat(invalid.validity()).as(invalid.summary()).isEqualTo(Validity.INVALID);
        assertThat(invalid.anomalies().get(0).operations())
                .extracting(Operation::process)
                .contains(9_999L);
    }

    private static Verdict check(Subject subject, List<Event> events) throws Exception {
        List<Operation> history = Operations.pair(events);
        return LinearizabilityChecker.check(history, subject.model.apply(history), Limits.DEFAULT);
    }

    /** Each operation takes effect at one instant between its events; one in a hundred is unknown. */
    private static List<Event> played(Subject subject, int operations, Dice dice) {
        subject.reset();
        List<Event> events = new ArrayList<>();
        Object[][] asked = new Object[CLIENTS][];
        List<Optional<Optional<Object>>> given = new ArrayList<>();
        long[] names = new long[CLIENTS];
        for (int c = 0; c < CLIENTS; c++) {
            names[c] = c - CLIENTS;
            given.add(Optional.empty());
        }
        for (int begun = 0; begun < operations; ) {
            int c = dice.below(CLIENTS);
            if (asked[c] == null) {
                asked[c] = subject.ask(dice);
                add(events, names[c], EventType.INVOKE, (String) asked[c][0], asked[c][1]);
                begun++;
            } else if (given.get(c).isEmpty()) {
                given.set(c, Optional.of(subject.run((String) asked[c][0], asked[c][1], dice)));
            } else {
                Optional<Object> result = given.get(c).get();
                boolean isUnknown = dice.chance(1);
                EventType type = isUnknown
                        ? EventType.INFO
                        : result.isPresent() ? EventType.OK : EventType.FAIL;
                Object value = type == EventType.OK ? result.orElseThrow() : Nil.NIL;
                add(events, names[c], type, (String) asked[c][0], value);
                names[c] -= isUnknown ? CLIENTS : 0;
                asked[c] = null;
                given.set(c, Optional.empty());
            }
        }
        return events;
    }

    private static void add(
            List<Event> events, long process, EventType type, String f, Object value) {
        events.add(new Event(
                events.size(), process, type, f, value, 1000L * events.size(), Context.NONE));
    }
}
