package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The definition, spelled out: tries every order of every choice of unknown operations. No split,
 * no memory, no rule that leaves anything out.
 */
final class BruteForce {
    private BruteForce() {}

    static <S> boolean isLinearizable(List<Operation> operations, Model<S> model)
            throws ModelMismatchException {
        List<Operation> possible =
                operations.stream().filter(Operation::isPossible).toList();
        return extend(new ArrayList<>(possible), new ArrayList<>(), model);
    }

    private static <S> boolean extend(List<Operation> left, List<Operation> order, Model<S> model)
            throws ModelMismatchException {
        if (left.stream().noneMatch(Operation::isOk) && runs(order, model)) {
            return true;
        }
        for (int i = 0; i < left.size(); i++) {
            Operation next = left.get(i);
            if (left.stream().noneMatch(other -> other.isBefore(next))) {
                left.remove(i);
                order.add(next);
                boolean found = runs(order, model) && extend(left, order, model);
                order.remove(order.size() - 1);
                left.add(i, next);
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static <S> boolean runs(List<Operation> order, Model<S> model)
            throws ModelMismatchException {
        Optional<S> state = Optional.of(model.initial());
        for (Operation operation : order) {
            state = model.bind(operation).apply(state.get());
            if (state.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
