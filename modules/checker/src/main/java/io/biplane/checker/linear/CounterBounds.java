package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Whole;

import java.math.BigInteger;
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
        private BigInteger up = BigInteger.ZERO;
        private BigInteger down = BigInteger.ZERO;

        void add(BigInteger delta) {
            up = up.add(delta.max(BigInteger.ZERO));
            down = down.add(delta.min(BigInteger.ZERO));
        }
    }

    private final Sums surely = new Sums();
    private final Sums possibly = new Sums();
    /** By a read's id what had surely been added when it began: up, down. */
    private final Map<Integer, BigInteger[]> before = new LinkedHashMap<>();

    private CounterBounds() {}

    static Optional<QuickRefutations.Sign> conflict(List<Operation> operations) {
        return new CounterBounds().run(operations);
    }

    private Optional<QuickRefutations.Sign> run(List<Operation> operations) {
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
                before.put(operation.id(), new BigInteger[] {surely.up, surely.down});
                possibly.add(delta(operation));
            } else {
                Optional<String> why = outside(operation);
                if (why.isPresent()) {
                    return Optional.of(
                            new QuickRefutations.Sign(evidence(operation, operations), why.get()));
                }
                surely.add(delta(operation));
            }
        }
        return Optional.empty();
    }

    private static BigInteger delta(Operation operation) {
        if (operation.f().equals("increment")) {
            return BigInteger.ONE;
        }
        return operation.f().equals("read")
                ? BigInteger.ZERO
                : Whole.big(operation.input()).orElse(BigInteger.ZERO);
    }

    /** Why what an operation saw cannot have been there, as it returns. */
    private Optional<String> outside(Operation operation) {
        boolean sees = operation.f().equals("read") || operation.f().equals("add-and-get");
        Optional<BigInteger> seen = sees ? Whole.big(operation.output()) : Optional.empty();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        BigInteger own = delta(operation);
        BigInteger[] sure = before.get(operation.id());
        BigInteger least = sure[0].add(own.max(BigInteger.ZERO)).add(possibly.down);
        BigInteger most = sure[1].add(own.min(BigInteger.ZERO)).add(possibly.up);
        return least.compareTo(seen.get()) <= 0 && seen.get().compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("the counter was at least " + least + " and at most " + most
                        + " then, not " + seen.get());
    }

    /** The one that saw it first, then what is known to have been added before. */
    private static List<Operation> evidence(Operation seer, List<Operation> operations) {
        List<Operation> evidence = new ArrayList<>(List.of(seer));
        operations.stream()
                .filter(operation ->
                        operation.isBefore(seer) && delta(operation).signum() != 0)
                .forEach(evidence::add);
        return evidence;
    }
}
