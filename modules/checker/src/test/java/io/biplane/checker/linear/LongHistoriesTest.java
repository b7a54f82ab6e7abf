package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.Dice;
import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.model.MapModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.SetModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Long histories of correct objects are found valid, whatever the search remembers on the way; with
 * one wrong answer near the end they are not.
 */
class LongHistoriesTest {
    private static final int CLIENTS = 10;

    /** Objects that are searched: their operations, and what they do. */
    enum Subject {
        REGISTER(RegisterModel.single(0L), 3) {
            private long value;

            @Override
            void reset() {
                value = 0;
            }

            @Override
            String ask(Dice dice) {
                return dice.chance(40) ? "read" : dice.chance(60) ? "write" : "cas";
            }

            @Override
            Object input(String f, Dice dice) {
                return switch (f) {
                    case "read" -> Nil.NIL;
                    case "write" -> (Object) (long) dice.below(4);
                    default -> List.of((long) dice.below(4), (long) dice.below(4));
                };
            }

            @Override
            Optional<Object> run(String f, Object input) {
                if (f.equals("read")) {
                    return Optional.of(value);
                }
                if (f.equals("write")) {
                    value = (Long) input;
                    return Optional.of(input);
                }
                List<?> change = (List<?>) input;
                boolean matches = change.get(0).equals(value);
                value = matches ? (Long) change.get(1) : value;
                return matches ? Optional.of(input) : Optional.empty();
            }
        },
        COUNTER(new CounterModel(), 1) {
            private long value;

            @Override
            void reset() {
                value = 0;
            }

            @Override
            String ask(Dice dice) {
                return dice.chance(50) ? "add" : "read";
            }

            @Override
            Object input(String f, Dice dice) {
                return f.equals("add") ? (Object) (long) (1 + dice.below(3)) : Nil.NIL;
            }

            @Override
            Optional<Object> run(String f, Object input) {
                value += f.equals("add") ? (Long) input : 0;
                return Optional.of(f.equals("add") ? input : value);
            }
        },
        QUEUE(new QueueModel(), 3) {
            private final Deque<Object> elements = new ArrayDeque<>();
            private long next;

            @Override
            void reset() {
                elements.clear();
            }

            @Override
            String ask(Dice dice) {
                return dice.chance(52) ? "enqueue" : "dequeue";
            }

            @Override
            Object input(String f, Dice dice) {
                return f.equals("enqueue") ? (Object) next++ : Nil.NIL;
            }

            @Override
            Optional<Object> run(String f, Object input) {
                if (f.equals("enqueue")) {
                    elements.add(input);
                    return Optional.of(input);
                }
                return Optional.of(elements.isEmpty() ? Nil.NIL : elements.poll());
            }
        },
        SET(SetModel.whole(), 1) {
            private final TreeSet<Object> elements = new TreeSet<>();

            @Override
            void reset() {
                elements.clear();
            }

            @Override
            String ask(Dice dice) {
                return List.of("add", "remove", "contains", "read").get(dice.below(4));
            }

            @Override
            Object input(String f, Dice dice) {
                return f.equals("read") ? Nil.NIL : (Object) (long) dice.below(8);
            }

            @Override
            Optional<Object> run(String f, Object input) {
                return Optional.of(
                        switch (f) {
                            case "add" -> (Object) elements.add(input);
                            case "remove" -> elements.remove(input);
                            case "contains" -> elements.contains(input);
                            default -> List.copyOf(elements);
                        });
            }
        },
        GROWING_SET(SetModel.whole(), 2) {
            private final List<Object> elements = new ArrayList<>();
            private long next;

            @Override
            void reset() {
                elements.clear();
                next = 0;
            }

            @Override
            String ask(Dice dice) {
                return dice.chance(1) ? "read" : "add";
            }

            @Override
            Object input(String f, Dice dice) {
                return f.equals("read") ? Nil.NIL : (Object) next++;
            }

            @Override
            Optional<Object> run(String f, Object input) {
                if (f.equals("add")) {
                    elements.add(input);
                    return Optional.of(input);
                }
                return Optional.of(List.copyOf(elements));
            }
        },
        MAP(new MapModel(), 5) {
            private final Map<Object, Object> entries = new LinkedHashMap<>();

            @Override
            void reset() {
                entries.clear();
            }

            @Override
            String ask(Dice dice) {
                return List.of("put", "get", "remove", "put-if-absent").get(dice.below(4));
            }

            @Override
            Object input(String f, Dice dice) {
                Object key = (long) dice.below(20);
                return f.equals("get") || f.equals("remove")
                        ? List.of(key)
                        : List.of(key, (long) dice.below(4));
            }

            @Override
            Optional<Object> run(String f, Object input) {
                Object key = ((List<?>) input).get(0);
                boolean isThere = entries.containsKey(key);
                Object now = isThere ? List.of(key, entries.get(key)) : List.of(key);
                if (f.equals("put") || f.equals("put-if-absent") && !isThere) {
                    entries.put(key, ((List<?>) input).get(1));
                } else if (f.equals("remove")) {
                    entries.remove(key);
                }
                return Optional.of(
                        switch (f) {
                            case "put" -> input;
                            case "put-if-absent" -> List.of(key, !isThere);
                            default -> now;
                        });
            }
        };

        private final Model<?> model;
        private final int unknownPercent;

        Subject(Model<?> model, int unknownPercent) {
            this.model = model;
            this.unknownPercent = unknownPercent;
        }

        /** Back to the state before any operation. */
        abstract void reset();

        abstract String ask(Dice dice);

        abstract Object input(String f, Dice dice);

        /** What it does and gives; empty if it fails. */
        abstract Optional<Object> run(String f, Object input);
    }

    @ParameterizedTest
    @EnumSource
    void a_correct_object_is_found_so_and_one_wrong_answer_is_found(Subject subject)
            throws Exception {
        judge(subject, 2_000, 1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void a_correct_object_is_found_so_among_a_hundred_thousand(Subject subject) throws Exception {
        for (long seed = 2; seed < 12; seed++) {
            judge(subject, 100_000, seed);
        }
    }

    /** For the mutants. */
    static void quick() throws Exception {
        for (Subject subject : Subject.values()) {
            judge(subject, 1_000, 3);
        }
    }

    private static void judge(Subject subject, int operations, long seed) throws Exception {
        List<Event> events = played(subject, operations, new Dice(seed));
        Verdict verdict = check(subject, events);
        assertThat(verdict.validity()).as(verdict.summary()).isEqualTo(Validity.VALID);
        // A value that nobody ever put there.
        String f = switch (subject) {
            case QUEUE -> "dequeue";
            case MAP -> "get";
            default -> "read";
        };
        Object wrong = switch (subject) {
            case SET, GROWING_SET -> List.of(-7L);
            case MAP -> List.of(3L, -7L);
            default -> -7L;
        };
        add(events, 9_999, EventType.INVOKE, f, subject == Subject.MAP ? List.of(3L) : Nil.NIL);
        add(events, 9_999, EventType.OK, f, wrong);
        Verdict invalid = check(subject, events);
        assertThat(invalid.validity()).as(invalid.summary()).isEqualTo(Validity.INVALID);
        assertThat(invalid.anomalies().get(0).lastEventIndex()).isEqualTo(events.size() - 1);
        assertThat(invalid.anomalies().get(0).operations())
                .extracting(Operation::process)
                .contains(9_999L);
    }

    private static Verdict check(Subject subject, List<Event> events) throws Exception {
        return LinearizabilityChecker.check(Operations.pair(events), subject.model, Limits.DEFAULT);
    }

    /** Each operation takes effect at one instant between its events. */
    private static List<Event> played(Subject subject, int operations, Dice dice) {
        subject.reset();
        List<Event> events = new ArrayList<>();
        String[] asked = new String[CLIENTS];
        Object[] input = new Object[CLIENTS];
        Object[] output = new Object[CLIENTS];
        long[] names = new long[CLIENTS];
        for (int c = 0; c < CLIENTS; c++) {
            names[c] = c - CLIENTS;
        }
        for (int begun = 0; begun < operations; ) {
            int c = dice.below(CLIENTS);
            if (asked[c] == null) {
                asked[c] = subject.ask(dice);
                input[c] = subject.input(asked[c], dice);
                output[c] = null;
                add(events, names[c], EventType.INVOKE, asked[c], input[c]);
                begun++;
            } else if (output[c] == null) {
                output[c] = subject.run(asked[c], input[c]);
            } else {
                Optional<?> result = (Optional<?>) output[c];
                boolean isUnknown = dice.chance(subject.unknownPercent);
                EventType type = isUnknown
                        ? EventType.INFO
                        : result.isPresent() ? EventType.OK : EventType.FAIL;
                Object value = type == EventType.OK ? result.get() : Nil.NIL;
                add(events, names[c], type, asked[c], value);
                names[c] -= isUnknown ? CLIENTS : 0;
                asked[c] = null;
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
