package io.biplane.checker.linear;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Each sequential object a second time, as its sentence says it: what an operation does to a state,
 * or that it cannot have had its result there. Shares nothing with the models.
 */
enum NaiveObject {
    REGISTER {
        @Override
        Optional<Object> run(Object state, Operation operation) {
            boolean isKnown = operation.isOk();
            return switch (operation.f()) {
                case "write" -> Optional.of(pair(operation.input()).get(1));
                case "read" ->
                    !isKnown || value(operation.output()).equals(state)
                            ? Optional.of(state)
                            : Optional.empty();
                default -> {
                    List<?> change = pair(pair(operation.input()).get(1));
                    if (change.get(0).equals(state)) {
                        yield Optional.of(change.get(1));
                    }
                    yield isKnown ? Optional.empty() : Optional.of(state);
                }
            };
        }
    },

    /** Values without keys. */
    SINGLE_REGISTER {
        @Override
        Optional<Object> run(Object state, Operation operation) {
            return switch (operation.f()) {
                case "write" -> Optional.of(operation.input());
                case "read" ->
                    !operation.isOk() || operation.output().equals(state)
                            ? Optional.of(state)
                            : Optional.empty();
                default -> {
                    List<?> change = pair(operation.input());
                    if (change.get(0).equals(state)) {
                        yield Optional.of(change.get(1));
                    }
                    yield operation.isOk() ? Optional.empty() : Optional.of(state);
                }
            };
        }
    },
    MAP {
        @Override
        Optional<Object> run(Object state, Operation operation) {
            boolean tells = operation.isOk();
            return switch (operation.f()) {
                case "put" -> Optional.of(pair(operation.input()).get(1));
                case "get" ->
                    !tells || value(operation.output()).equals(state)
                            ? Optional.of(state)
                            : Optional.empty();
                case "remove" ->
                    !tells
                                    || operation.output() instanceof Nil
                                    || value(operation.output()).equals(state)
                            ? Optional.of(Nil.NIL)
                            : Optional.empty();
                default -> {
                    boolean puts = state.equals(Nil.NIL);
                    if (tells && !pair(operation.output()).get(1).equals(puts)) {
                        yield Optional.empty();
                    }
                    yield Optional.of(puts ? pair(operation.input()).get(1) : state);
                }
            };
        }
    },
    COUNTER {
        @Override
        Object initial() {
            return BigInteger.ZERO;
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            BigInteger count = (BigInteger) state;
            return switch (operation.f()) {
                case "add" -> Optional.of(count.add(number(operation.input())));
                case "increment" -> Optional.of(count.add(BigInteger.ONE));
                case "read" ->
                    !operation.isOk() || number(operation.output()).equals(count)
                            ? Optional.of(count)
                            : Optional.empty();
                default -> {
                    BigInteger sum = count.add(number(operation.input()));
                    yield !operation.isOk() || number(operation.output()).equals(sum)
                            ? Optional.of(sum)
                            : Optional.empty();
                }
            };
        }
    },
    SET {
        @Override
        Object initial() {
            return new TreeSet<Long>();
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            TreeSet<Object> after = new TreeSet<>();
            after.addAll((TreeSet<?>) state);
            boolean hadIt = operation.input() instanceof Long && after.contains(operation.input());
            boolean isFine = true;
            switch (operation.f()) {
                case "add" -> {
                    after.add(operation.input());
                    isFine = !(operation.output() instanceof Boolean told) || told != hadIt;
                }
                case "remove" -> {
                    after.remove(operation.input());
                    isFine = !(operation.output() instanceof Boolean told) || told == hadIt;
                }
                case "contains" -> isFine = operation.output().equals(hadIt);
                default ->
                    isFine = operation.output() instanceof List<?> all
                            && new TreeSet<>(all).equals(after)
                            && all.size() == after.size();
            }
            return isFine || !operation.isOk() ? Optional.of(after) : Optional.empty();
        }
    },
    QUEUE {
        @Override
        Object initial() {
            return List.of();
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            List<Object> after = new ArrayList<>((List<?>) state);
            if (operation.f().equals("enqueue")) {
                after.add(operation.input());
                return Optional.of(after);
            }
            Object first = after.isEmpty() ? Nil.NIL : after.remove(0);
            return !operation.isOk() || operation.output().equals(first)
                    ? Optional.of(after)
                    : Optional.empty();
        }
    },

    /** Mutexes by name: those that are held. */
    MUTEXES {
        @Override
        Object initial() {
            return List.of();
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            List<Object> held = new ArrayList<>((List<?>) state);
            boolean wasHeld = held.remove(operation.input());
            if (operation.f().equals("release")) {
                return wasHeld ? Optional.of(held) : Optional.empty();
            }
            held.add(operation.input());
            return wasHeld ? Optional.empty() : Optional.of(held);
        }
    },

    /** All bags that there may be: nobody knows what an unknown dequeue took. */
    BAG {
        @Override
        Object initial() {
            return new LinkedHashSet<>(List.of(List.of()));
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            LinkedHashSet<Object> after = new LinkedHashSet<>();
            for (Object bag : (LinkedHashSet<?>) state) {
                List<Object> elements = new ArrayList<>((List<?>) bag);
                if (operation.f().equals("enqueue")) {
                    elements.add(operation.input());
                    after.add(elements);
                } else if (!operation.isOk()) {
                    after.add(elements);
                    for (int i = 0; i < elements.size(); i++) {
                        List<Object> less = new ArrayList<>(elements);
                        less.remove(i);
                        after.add(less);
                    }
                } else if (operation.output() instanceof Nil
                        ? elements.isEmpty()
                        : elements.remove(operation.output())) {
                    after.add(elements);
                }
            }
            return after.isEmpty() ? Optional.empty() : Optional.of(after);
        }
    },

    /** Texts by key. */
    TEXTS {
        @Override
        Object initial() {
            return new TreeMap<Object, String>();
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            TreeMap<Object, String> after = new TreeMap<>();
            ((TreeMap<?, ?>) state).forEach((key, text) -> after.put(key, (String) text));
            Object key = pair(operation.input()).get(0);
            String text = after.getOrDefault(key, "");
            boolean reads = operation.f().startsWith("get") && operation.isOk();
            Object shown = reads ? value(operation.output()) : text;
            if (!text.equals(shown.equals(Nil.NIL) ? "" : shown)) {
                return Optional.empty();
            }
            switch (operation.f()) {
                case "put" -> after.put(key, (String) pair(operation.input()).get(1));
                case "get" -> after.put(key, text);
                default -> after.put(key, text + pair(operation.input()).get(1));
            }
            return Optional.of(after);
        }
    },

    /** Registers by key. */
    REGISTERS {
        @Override
        Object initial() {
            return new TreeMap<Object, Object>();
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            TreeMap<Object, Object> after = new TreeMap<>();
            ((TreeMap<?, ?>) state).forEach(after::put);
            List<List<?>> steps = new ArrayList<>();
            boolean isAnswer = operation.isOk() && !operation.f().equals("write");
            Object told = isAnswer ? operation.output() : operation.input();
            if (told instanceof Map<?, ?> map) {
                map.forEach((key, held) -> steps.add(List.of(operation.f(), key, held)));
            } else if (told instanceof List<?> list) {
                list.forEach(step -> steps.add(pair(step)));
            }
            for (List<?> step : steps) {
                Object held = after.getOrDefault(step.get(1), Nil.NIL);
                if (((String) step.get(0)).startsWith("w")) {
                    after.put(step.get(1), step.get(2));
                } else if (operation.isOk() && !held.equals(step.get(2))) {
                    return Optional.empty();
                }
            }
            return Optional.of(after);
        }
    },

    /** Two accounts, 1 and 2 at first. */
    BANK {
        @Override
        Object initial() {
            return new LinkedHashSet<Object>(List.of(List.of(1L, 2L)));
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            return OPEN_BANK.run(state, operation);
        }
    },

    /** All balances of two accounts that there may be, whatever was there at first. */
    OPEN_BANK {
        @Override
        Object initial() {
            LinkedHashSet<Object> all = new LinkedHashSet<>();
            for (long one = 0; one < 10; one++) {
                for (long other = 0; other < 10; other++) {
                    all.add(List.of(one, other));
                }
            }
            return all;
        }

        @Override
        Optional<Object> run(Object state, Operation operation) {
            LinkedHashSet<Object> after = new LinkedHashSet<>();
            for (Object balances : (LinkedHashSet<?>) state) {
                long[] has = {
                    (Long) pair(balances).get(0), (Long) pair(balances).get(1)
                };
                boolean isFine = true;
                if (operation.f().equals("transfer")) {
                    List<?> moved = pair(operation.input());
                    long amount = (Long) moved.get(2);
                    has[(int) (long) (Long) moved.get(0)] -= amount;
                    isFine = has[0] >= 0 && has[1] >= 0;
                    has[(int) (long) (Long) moved.get(1)] += amount;
                } else if (operation.isOk()) {
                    for (Object row : pair(operation.output())) {
                        int account = (int) (long) (Long) pair(row).get(0);
                        isFine &= pair(row).get(1).equals(has[account]);
                    }
                }
                if (isFine) {
                    after.add(List.of(has[0], has[1]));
                }
            }
            return after.isEmpty() ? Optional.empty() : Optional.of(after);
        }
    };

    Object initial() {
        return Nil.NIL;
    }

    abstract Optional<Object> run(Object state, Operation operation);

    private static BigInteger number(Object value) {
        return new BigInteger(value.toString());
    }

    private static List<?> pair(Object value) {
        return (List<?>) value;
    }

    /** What {@code [k]}, {@code [k, null]} or {@code [k, v]} shows. */
    private static Object value(Object shown) {
        return pair(shown).size() == 1 ? Nil.NIL : pair(shown).get(1);
    }
}
