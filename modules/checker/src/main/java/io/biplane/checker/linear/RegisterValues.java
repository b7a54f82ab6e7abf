package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.RegisterModel.Call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A register that was found to hold what it never can have held: a value that it did not start with,
 * and that nobody had asked to write by then.
 */
final class RegisterValues {
    /** By value, the first invocation that may have written it. Only looked up, so its order does not matter. */
    private final Map<Object, Long> askedFor = new HashMap<>();

    private final RegisterModel model;

    private RegisterValues(RegisterModel model) {
        this.model = model;
        askedFor.put(model.initial(), -1L);
    }

    static Optional<QuickRefutations.Sign> conflict(RegisterModel model, List<Operation> operations)
            throws ModelMismatchException {
        return new RegisterValues(model).run(operations);
    }

    private Optional<QuickRefutations.Sign> run(List<Operation> operations)
            throws ModelMismatchException {
        for (Operation operation : operations) {
            Call call = model.call(operation);
            if (call instanceof Call.Write write) {
                asked(write.value(), operation);
            } else if (call instanceof Call.CompareAndSet cas) {
                asked(cas.value(), operation);
            }
        }
        Optional<Operation> first = Optional.empty();
        for (Operation operation : operations) {
            boolean isEarlier = first.isEmpty()
                    || operation.span().returnIndex() < first.get().span().returnIndex();
            if (operation.isOk() && isEarlier && isUnexplained(operation)) {
                first = Optional.of(operation);
            }
        }
        return first.map(operation -> new QuickRefutations.Sign(
                List.of(operation), "nobody had asked to write what it found by then"));
    }

    private void asked(Object value, Operation operation) {
        askedFor.merge(value, operation.span().invokeIndex(), Math::min);
    }

    private boolean isUnexplained(Operation operation) throws ModelMismatchException {
        Call call = model.call(operation);
        Optional<Object> found = Optional.empty();
        if (call instanceof Call.Read read) {
            found = read.value();
        } else if (call instanceof Call.CompareAndSet cas) {
            found = Optional.of(cas.expected());
        }
        return found.isPresent()
                && askedFor.getOrDefault(found.get(), Operation.Span.NEVER)
                        > operation.span().returnIndex();
    }
}
