package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A counter that was read as more or less than it can have been: what was surely added before the
 * read counts, what may have been added by its end can.
 */
final class CounterBounds {
    /** Operations with their invocations as they are, and their returns. */
    private record Moment(long index, Operation operation, boolean isReturn) {}

    /** Sums of what was added by some moment. */
    private static final class Sums {
        private long up;
        private long down;

        void add(long delta) {
            up = Math.addExact(up, Math.max(0, delta));
            down = Math.addExact(down, Math.min(0, delta));
        }
    }

    private final Sums surely = new Sums();
    private final Sums possibly = new Sums();
    /** By a read's id what had surely been added when it began: up, down. */
    private final Map<Integer, long[]> before = new LinkedHashMap<>();

    private CounterBounds() {}

    static Optional<Signs.Sign> conflict(List<Operation> operations) {
        try {
            return new CounterBounds().run(operations);
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    private Optional<Signs.Sign> run(List<Operation> operations) {
        List<Moment> moments = new ArrayList<>();
        for (Operation operation : operations) {
            moments.add(new Moment(operation.span().invokeIndex(), operation, false));
            if (operation.isOk()) {
                moments.add(new Moment(operation.span().returnIndex(), operation, true));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::index));
        for (Moment moment : moments) {
            Operation operation = moment.operation;
            if (!moment.isReturn) {
                before.put(operation.id(), new long[] {surely.up, surely.down});
                possibly.add(delta(operation));
            } else {
                Optional<String> why = outside(operation);
                if (why.isPresent()) {
                    return Optional.of(new Signs.Sign(evidence(operation, operations), why.get()));
                }
                surely.add(delta(operation));
            }
        }
        return Optional.empty();
    }

    private static long delta(Operation operation) {
        if (operation.f().equals("increment")) {
            return 1;
        }
        return !operation.f().equals("read") && operation.input() instanceof Long delta ? delta : 0;
    }

    /** Why what an operation saw cannot have been there, as it returns. */
    private Optional<String> outside(Operation operation) {
        boolean sees = operation.f().equals("read") || operation.f().equals("add-and-get");
        if (!sees || !(operation.output() instanceof Long seen)) {
            return Optional.empty();
        }
        long own = delta(operation);
        long[] sure = before.get(operation.id());
        long least = Math.addExact(Math.addExact(sure[0], Math.max(0, own)), possibly.down);
        long most = Math.addExact(Math.addExact(sure[1], Math.min(0, own)), possibly.up);
        return least <= seen && seen <= most
                ? Optional.empty()
                : Optional.of("the counter was at least " + least + " and at most " + most
                        + " then, not " + seen);
    }

    /** The one that saw it first, then what is known to have been added before. */
    private static List<Operation> evidence(Operation seer, List<Operation> operations) {
        List<Operation> evidence = new ArrayList<>(List.of(seer));
        operations.stream()
                .filter(operation -> operation.isBefore(seer) && delta(operation) != 0)
                .forEach(evidence::add);
        return evidence;
    }
}
