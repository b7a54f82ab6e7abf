package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The definition, spelled out: tries every order of every choice of unknown operations. No split,
 * no memory, no rule that leaves anything out.
 */
final class BruteForce {
    private BruteForce() {}

    static boolean isLinearizable(List<Operation> operations, NaiveObject object) {
        List<Operation> possible =
                operations.stream().filter(Operation::isPossible).toList();
        return extend(new ArrayList<>(possible), new ArrayList<>(), object);
    }

    private static boolean extend(List<Operation> left, List<Operation> order, NaiveObject object) {
        if (left.stream().noneMatch(Operation::isOk) && runs(order, object)) {
            return true;
        }
        for (int i = 0; i < left.size(); i++) {
            Operation next = left.get(i);
            if (left.stream().noneMatch(other -> other.isBefore(next))) {
                left.remove(i);
                order.add(next);
                boolean found = runs(order, object) && extend(left, order, object);
                order.remove(order.size() - 1);
                left.add(i, next);
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean runs(List<Operation> order, NaiveObject object) {
        Optional<Object> state = Optional.of(object.initial());
        for (Operation operation : order) {
            state = object.run(state.get(), operation);
            if (state.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
