package io.biplane.checker.direct;

import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Invocations and returns in the order of events. */
final class Moments {
    private Moments() {}

    /** An operation's invocation, or its return if it has one. */
    record Moment(long index, Operation operation, boolean isReturn) {}

    static List<Moment> of(List<Operation> operations) {
        List<Moment> moments = new ArrayList<>(2 * operations.size());
        for (Operation operation : operations) {
            moments.add(new Moment(operation.span().invokeIndex(), operation, false));
            if (operation.isOk()) {
                moments.add(new Moment(operation.span().returnIndex(), operation, true));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::index));
        return moments;
    }

    /** An operation, then the ok ones that returned before it, the last first. */
    static List<Operation> withAllBefore(Operation last, List<Operation> operations) {
        List<Operation> all = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.isOk() && operation.span().returnIndex() < last.span().returnIndex()) {
                all.add(operation);
            }
        }
        all.sort(Comparator.comparingLong(operation -> -operation.span().returnIndex()));
        all.add(0, last);
        return all;
    }
}
