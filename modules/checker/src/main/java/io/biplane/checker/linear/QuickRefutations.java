package io.biplane.checker.linear;

import io.biplane.checker.direct.BagOrder;
import io.biplane.checker.direct.MutexOrder;
import io.biplane.checker.direct.RegisterReads;
import io.biplane.checker.direct.TextOrder;
import io.biplane.checker.direct.Totals;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.AppendModel;
import io.biplane.checker.model.BankModel;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.MultiRegisterModel;
import io.biplane.checker.model.MutexModel;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.SetModel;
import io.biplane.checker.model.UnorderedQueueModel;

import java.util.List;
import java.util.Optional;

/** What shows without a search that no order of operations is right. */
final class QuickRefutations {
    private QuickRefutations() {}

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
        return model instanceof SetModel
                ? SetOrder.conflict(operations)
                : direct(model, operations)
                        .map(conflict -> new Sign(conflict.operations(), conflict.text()));
    }

    private static Optional<io.biplane.checker.direct.Conflict> direct(
            Model<?> model, List<Operation> operations) throws ModelMismatchException {
        if (model instanceof MutexModel) {
            return MutexOrder.conflict(operations);
        }
        if (model instanceof UnorderedQueueModel) {
            return BagOrder.conflict(model.prune(operations));
        }
        if (model instanceof AppendModel text) {
            return TextOrder.conflict(text, operations);
        }
        if (model instanceof MultiRegisterModel registers) {
            return RegisterReads.conflict(registers, operations);
        }
        return model instanceof BankModel bank
                ? Totals.conflict(bank, operations)
                : Optional.empty();
    }

    /** Whether there is an order if there is no sign. */
    static boolean decide(Model<?> model, List<Operation> operations)
            throws ModelMismatchException {
        return model instanceof MutexModel
                || model instanceof UnorderedQueueModel
                        && BagOrder.decides(model.prune(operations));
    }
}
