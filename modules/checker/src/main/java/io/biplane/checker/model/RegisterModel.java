package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Registers with {@code read}, {@code write} and {@code cas} (compare and set); never written means
 * {@link Nil}.
 *
 * <p>Keyed, a value starts with the key: {@code write [k, v]}; {@code read [k]} gives {@code [k,
 * v]}, or {@code [k]} or {@code [k, null]} if there is nothing; {@code cas [k, old, new]} or
 * Jepsen's {@code [k, [old, new]]}. Single, the key is left out: {@code write v}, {@code read null}
 * gives {@code v}, {@code cas [old, new]}. A compare-and-set that did not match is {@code fail}.
 */
public final class RegisterModel implements Model<Object> {
    /** One operation's meaning. */
    public sealed interface Call {
        /** A read that gave {@code value}, or may have given any if {@code value} is empty. */
        record Read(Optional<Object> value) implements Call {}

        /** A write. */
        record Write(Object value) implements Call {}

        /** A compare and set. */
        record CompareAndSet(Object expected, Object value) implements Call {}
    }

    private final boolean isKeyed;
    private final Object initial;

    private RegisterModel(boolean isKeyed, Object initial) {
        this.isKeyed = isKeyed;
        this.initial = initial;
    }

    /** Many registers, each operation naming its key; all start with nothing. */
    public static RegisterModel keyed() {
        return keyed(Nil.NIL);
    }

    /** Many registers that all start with {@code initial}. */
    public static RegisterModel keyed(Object initial) {
        return new RegisterModel(true, initial);
    }

    /** One register that starts with {@code initial}. */
    public static RegisterModel single(Object initial) {
        return new RegisterModel(false, initial);
    }

    @Override
    public String name() {
        return "register";
    }

    @Override
    public Object initial() {
        return initial;
    }

    @Override
    public Object partition(Operation operation) throws ModelMismatchException {
        if (!isKeyed) {
            return Nil.NIL;
        }
        if (operation.input() instanceof List<?> list && !list.isEmpty()) {
            return list.get(0);
        }
        throw mismatch(operation, "a list that begins with the key");
    }

    /** What the operation means. */
    public Call call(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "read" ->
                new Call.Read(operation.isOk() ? Optional.of(result(operation)) : Optional.empty());
            case "write" -> new Call.Write(written(operation));
            case "cas" -> compareAndSet(operation);
            default -> throw mismatch(operation, "read, write or cas");
        };
    }

    @Override
    public Transition<Object> bind(Operation operation) throws ModelMismatchException {
        Call call = call(operation);
        if (call instanceof Call.Read read) {
            Object seen = read.value.orElse(Nil.NIL);
            boolean any = read.value.isEmpty();
            return Transition.readOnly(state -> any || seen.equals(state));
        }
        if (call instanceof Call.Write write) {
            Optional<Object> after = Optional.of(write.value);
            return Transition.to(write.value, true, state -> after);
        }
        Call.CompareAndSet cas = (Call.CompareAndSet) call;
        Optional<Object> after = Optional.of(cas.value);
        // Unknown outcome: it may have found another value and done nothing.
        Optional<Object> none = Optional.empty();
        Transition<Object> step = operation.isOk()
                ? state -> cas.expected.equals(state) ? after : none
                : state -> cas.expected.equals(state) ? after : Optional.of(state);
        return Transition.to(cas.value, false, step);
    }

    /**
     * Unknown reads change nothing. An unknown write whose value no read and no compare-and-set
     * asks for can be taken out of any linearization: what follows it before the next write asks
     * for nothing.
     */
    @Override
    public List<Operation> prune(List<Operation> operations) throws ModelMismatchException {
        Set<Object> asked = new LinkedHashSet<>();
        for (Operation operation : operations) {
            Call call = call(operation);
            if (call instanceof Call.Read read && read.value.isPresent()) {
                asked.add(read.value.get());
            } else if (call instanceof Call.CompareAndSet cas) {
                asked.add(cas.expected);
            }
        }
        List<Operation> kept = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            Call call = call(operation);
            boolean canMatter = operation.isOk()
                    || call instanceof Call.Write write && asked.contains(write.value)
                    || call instanceof Call.CompareAndSet cas && asked.contains(cas.value);
            if (canMatter) {
                kept.add(operation);
            }
        }
        return kept;
    }

    private Object result(Operation operation) throws ModelMismatchException {
        if (!isKeyed) {
            return operation.output();
        }
        if (operation.output() instanceof List<?> list && !list.isEmpty() && list.size() <= 2) {
            if (!Objects.equals(list.get(0), partition(operation))) {
                throw mismatch(operation, "the key that was asked for");
            }
            return list.size() == 1 ? Nil.NIL : list.get(1);
        }
        throw mismatch(operation, "[key] or [key, value]");
    }

    private Object written(Operation operation) throws ModelMismatchException {
        if (!isKeyed) {
            return operation.input();
        }
        if (operation.input() instanceof List<?> list && list.size() == 2) {
            return list.get(1);
        }
        throw mismatch(operation, "[key, value]");
    }

    private Call compareAndSet(Operation operation) throws ModelMismatchException {
        if (operation.input() instanceof List<?> list) {
            List<?> pair = list;
            if (isKeyed && list.size() == 3) {
                pair = list.subList(1, 3);
            } else if (isKeyed && list.size() == 2 && list.get(1) instanceof List<?> nested) {
                pair = nested;
            }
            if (pair.size() == 2 && (!isKeyed || pair != list)) {
                return new Call.CompareAndSet(pair.get(0), pair.get(1));
            }
        }
        throw mismatch(operation, isKeyed ? "[key, expected, new]" : "[expected, new]");
    }

    private ModelMismatchException mismatch(Operation operation, String expected) {
        return new ModelMismatchException(name(), operation, expected);
    }
}
