package io.biplane.checker.direct;

import io.biplane.checker.history.Operation;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Decides a mutex in O(n log n): acquires and releases must take turns.
 *
 * <p>An operation takes effect as late as it can, when it returns. If it is its turn, it goes alone:
 * in an order that has a pair of others before it, that pair can come after it the other way round.
 * If it is not, one of the other kind has to go first, and of those pending the one that returns
 * first is right: in an order that has another one there, the two can change places. So there is an
 * order if and only if this finds one. Operations of unknown outcome never return; they are there to
 * be the other one, when no other is left.
 */
public final class MutexOrder {
    private static final String ACQUIRE = "acquire";

    private final PriorityQueue<Operation> acquires = byReturn();
    private final PriorityQueue<Operation> releases = byReturn();
    /** Ids of operations that took effect before they returned. */
    private final Set<Integer> done = new LinkedHashSet<>();

    private boolean isHeld;
    /** The last that took effect; empty before any has. */
    private Optional<Operation> last = Optional.empty();

    private MutexOrder() {}

    /** Why there is no order; empty if there is one. */
    public static Optional<Conflict> conflict(List<Operation> operations) {
        return new MutexOrder().run(operations);
    }

    private static PriorityQueue<Operation> byReturn() {
        return new PriorityQueue<>(Comparator.comparingLong(
                        (Operation operation) -> operation.span().returnIndex())
                .thenComparingLong(operation -> operation.span().invokeIndex()));
    }

    private Optional<Conflict> run(List<Operation> operations) {
        for (Moments.Moment moment : Moments.of(operations)) {
            Operation operation = moment.operation();
            boolean isAcquire = operation.f().equals(ACQUIRE);
            if (!moment.isReturn()) {
                (isAcquire ? acquires : releases).add(operation);
            } else if (!done.remove(operation.id())) {
                boolean isItsTurn = isAcquire != isHeld;
                if (!isItsTurn && !goesBefore(isAcquire ? releases : acquires, moment.index())) {
                    return Optional.of(new Conflict(
                            Moments.withAllBefore(operation, operations), why(operation)));
                }
                isHeld = isAcquire;
                last = Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    /** Lets one of these take effect now; false if none is pending. */
    private boolean goesBefore(PriorityQueue<Operation> pending, long now) {
        while (!pending.isEmpty() && pending.peek().span().returnIndex() <= now) {
            pending.poll(); // it took effect when it returned
        }
        if (pending.isEmpty()) {
            return false;
        }
        Operation other = pending.poll();
        if (other.isOk()) {
            done.add(other.id());
        }
        return true;
    }

    private String why(Operation operation) {
        String since = last.map(change -> " since " + change.describe()).orElse("");
        return operation.f().equals(ACQUIRE)
                ? "the mutex is held" + since + ", and nobody asked to release it by then"
                : "the mutex is free" + since + ", and nobody asked to acquire it by then";
    }
}
