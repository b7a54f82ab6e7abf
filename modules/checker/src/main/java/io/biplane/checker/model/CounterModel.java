package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.List;
import java.util.Optional;

/**
 * A counter that starts at 0: {@code add n} (n may be negative), {@code increment}, {@code read}
 * gives the sum, {@code add-and-get n} gives the sum after it.
 */
public final class CounterModel implements Model<Long> {
    @Override
    public String name() {
        return "counter";
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Transition<Long> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "add" -> plus(number(operation, operation.input()));
            case "increment" -> plus(1);
            case "read" -> sees(operation);
            case "add-and-get" -> addAndGet(operation);
            default ->
                throw new ModelMismatchException(
                        name(), operation, "add, increment, read or add-and-get");
        };
    }

    /** Reads of unknown outcome say nothing. */
    @Override
    public List<Operation> prune(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.isOk() || !operation.f().equals("read"))
                .toList();
    }

    private static Transition<Long> plus(long delta) {
        return state -> Optional.of(state + delta);
    }

    private Transition<Long> sees(Operation operation) throws ModelMismatchException {
        if (!operation.isOk()) {
            return Transition.readOnly(state -> true);
        }
        long seen = number(operation, operation.output());
        return Transition.readOnly(state -> state == seen);
    }

    private Transition<Long> addAndGet(Operation operation) throws ModelMismatchException {
        long delta = number(operation, operation.input());
        if (!operation.isOk()) {
            return plus(delta);
        }
        long seen = number(operation, operation.output());
        return state -> state + delta == seen ? Optional.of(seen) : Optional.empty();
    }

    private long number(Operation operation, Object value) throws ModelMismatchException {
        if (value instanceof Long number) {
            return number;
        }
        throw new ModelMismatchException(
                name(), operation, "a whole number, not " + (value instanceof Nil ? "nil" : value));
    }
}
