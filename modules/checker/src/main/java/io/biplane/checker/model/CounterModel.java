package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Whole;

import java.util.List;
import java.util.Optional;

/**
 * A counter that starts at 0: {@code add n} (n may be negative), {@code increment}, {@code read}
 * gives the sum, {@code add-and-get n} gives the sum after it. Sums are whole numbers of any size; a
 * counter that wraps round at 64 bits is wrong.
 */
public final class CounterModel implements Model<Number> {
    @Override
    public String name() {
        return "counter";
    }

    @Override
    public Number initial() {
        return 0L;
    }

    @Override
    public Transition<Number> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "add" -> plus(number(operation, operation.input()));
            case "increment" -> plus(1L);
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

    private static Transition<Number> plus(Number delta) {
        return state -> Optional.of(Whole.sum(state, delta));
    }

    private Transition<Number> sees(Operation operation) throws ModelMismatchException {
        if (!operation.isOk()) {
            return Transition.readOnly(state -> true);
        }
        Number seen = number(operation, operation.output());
        return Transition.readOnly(state -> state.equals(seen));
    }

    private Transition<Number> addAndGet(Operation operation) throws ModelMismatchException {
        Number delta = number(operation, operation.input());
        if (!operation.isOk()) {
            return plus(delta);
        }
        Number seen = number(operation, operation.output());
        return state -> Whole.sum(state, delta).equals(seen) ? Optional.of(seen) : Optional.empty();
    }

    private Number number(Operation operation, Object value) throws ModelMismatchException {
        if (Whole.isOne(value)) {
            return (Number) value;
        }
        throw new ModelMismatchException(
                name(), operation, "a whole number, not " + (value instanceof Nil ? "nil" : value));
    }
}
