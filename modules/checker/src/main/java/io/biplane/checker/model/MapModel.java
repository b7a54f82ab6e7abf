package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.List;
import java.util.Optional;

/**
 * A map, empty at first, each key a part of its own; a key without value maps to {@link Nil}.
 * {@code put [k, v]}; {@code get [k]} gives {@code [k, v]}, {@code [k]} or {@code [k, null]};
 * {@code remove [k]} gives nothing or what was there as {@code get} does; {@code put-if-absent [k,
 * v]} gives {@code [k, true]} if it put, else {@code [k, false]}.
 */
public final class MapModel implements Model<Object> {
    @Override
    public String name() {
        return "map";
    }

    @Override
    public Object initial() {
        return Nil.NIL;
    }

    @Override
    public Object partition(Operation operation) throws ModelMismatchException {
        return list(operation, operation.input()).get(0);
    }

    @Override
    public Transition<Object> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "put" -> {
                Optional<Object> after = Optional.of(second(operation, operation.input()));
                yield state -> after;
            }
            case "get" -> {
                Object seen = operation.isOk() ? seen(operation) : Nil.NIL;
                yield Transition.readOnly(state -> !operation.isOk() || state.equals(seen));
            }
            case "remove" -> {
                boolean tells = operation.isOk() && operation.output() instanceof List<?>;
                Object seen = tells ? seen(operation) : Nil.NIL;
                yield state -> !tells || state.equals(seen)
                        ? Optional.of(state instanceof Nil ? state : Nil.NIL)
                        : Optional.empty();
            }
            case "put-if-absent" -> putIfAbsent(operation);
            default ->
                throw new ModelMismatchException(
                        name(), operation, "put, get, remove or put-if-absent");
        };
    }

    private Transition<Object> putIfAbsent(Operation operation) throws ModelMismatchException {
        Object value = second(operation, operation.input());
        Object told = operation.isOk() ? second(operation, operation.output()) : Nil.NIL;
        return state -> {
            boolean puts = state instanceof Nil;
            if (operation.isOk() && !told.equals(puts)) {
                return Optional.empty();
            }
            return Optional.of(puts ? value : state);
        };
    }

    private Object seen(Operation operation) throws ModelMismatchException {
        List<?> list = list(operation, operation.output());
        return list.size() == 1 ? Nil.NIL : list.get(1);
    }

    private Object second(Operation operation, Object value) throws ModelMismatchException {
        List<?> list = list(operation, value);
        if (list.size() != 2) {
            throw new ModelMismatchException(name(), operation, "[key, value]");
        }
        return list.get(1);
    }

    private List<?> list(Operation operation, Object value) throws ModelMismatchException {
        if (value instanceof List<?> list && !list.isEmpty() && list.size() <= 2) {
            return list;
        }
        throw new ModelMismatchException(name(), operation, "[key] or [key, value]");
    }
}
