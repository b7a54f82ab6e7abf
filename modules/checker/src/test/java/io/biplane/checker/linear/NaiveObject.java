package io.biplane.checker.linear;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
