package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.SetModel;

import java.util.List;
import java.util.Optional;

/** What shows without a search that no order of operations is right. */
final class Signs {
    private Signs() {}

    /**
     * A sign.
     *
     * @param operations in conflict
     * @param text why; empty if that needs more words than a search finds
     */
    record Sign(List<Operation> operations, String text) {
        Sign {
            operations = List.copyOf(operations);
        }
    }

    /** A sign that one part of a model is wrong; empty if there is none, which says nothing. */
    static Optional<Sign> of(Model<?> model, List<Operation> operations)
            throws ModelMismatchException {
        if (model instanceof RegisterModel register) {
            return RegisterValues.conflict(register, operations);
        }
        if (model instanceof QueueModel) {
            return QueueOrder.conflict(operations).map(conflict -> new Sign(conflict, ""));
        }
        if (model instanceof CounterModel) {
            return CounterBounds.conflict(operations);
        }
        return model instanceof SetModel ? SetOrder.conflict(operations) : Optional.empty();
    }
}
