package io.biplane.checker.direct;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.MultiRegisterModel;
import io.biplane.checker.model.MultiRegisterModel.Step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sign that registers read and written several at a time are wrong: a value that a register did
 * not start with, and that nobody had asked to write by then.
 */
public final class RegisterReads {
    private RegisterReads() {}

    /** Why there is no order; that it is empty says nothing. */
    public static Optional<Conflict> conflict(MultiRegisterModel model, List<Operation> operations)
            throws ModelMismatchException {
        Map<Step, Long> askedFor = new LinkedHashMap<>();
        for (Operation operation : operations) {
            for (Step step : model.steps(operation)) {
                if (!step.isRead()) {
                    askedFor.merge(step, operation.span().invokeIndex(), Math::min);
                }
            }
        }
        Optional<Conflict> first = Optional.empty();
        long end = Operation.Span.NEVER;
        for (Operation operation : operations) {
            long returned = operation.span().returnIndex();
            for (Step step : operation.isOk() ? model.steps(operation) : List.<Step>of()) {
                long asked = askedFor.getOrDefault(
                        new Step(false, step.key(), step.value()), Operation.Span.NEVER);
                if (step.isRead()
                        && !step.value().equals(model.first())
                        && asked > returned
                        && returned < end) {
                    end = returned;
                    first = Optional.of(new Conflict(
                            List.of(operation),
                            "nobody had asked to write " + step.value() + " to " + step.key()
                                    + " by then"));
                }
            }
        }
        return first;
    }
}
