package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A queue that promises no order, empty at first: {@code enqueue v}; {@code dequeue} gives any
 * element that is there, or {@link Nil} if there is none.
 *
 * <p>Unless a dequeue found nothing, each element is a part of its own: what is there of one does
 * not depend on the others. Source: Knossos' unordered queue, which has no answer for an empty one.
 */
public final class UnorderedQueueModel implements Model<BagState> {
    private final boolean isSplit;

    private UnorderedQueueModel(boolean isSplit) {
        this.isSplit = isSplit;
    }

    /** By element if nothing in the history found the queue empty. */
    public static UnorderedQueueModel of(List<Operation> history) {
        return new UnorderedQueueModel(
                history.stream().noneMatch(UnorderedQueueModel::findsNothing));
    }

    @Override
    public String name() {
        return "unordered queue";
    }

    @Override
    public BagState initial() {
        return BagState.EMPTY;
    }

    /** Dequeues of unknown outcome are a part by themselves: they matter to no element. */
    @Override
    public Object partition(Operation operation) {
        return !isSplit
                ? Nil.NIL
                : operation.f().equals("dequeue") ? operation.output() : operation.input();
    }

    @Override
    public Transition<BagState> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "enqueue" -> state -> Optional.of(state.with(operation.input()));
            case "dequeue" -> {
                if (!operation.isOk()) {
                    // It can wait until the queue has to be empty; then all that is left must go.
                    yield state -> Optional.of(state.withoutAny());
                }
                yield operation.output() instanceof Nil
                        ? Transition.readOnly(BagState::isEmpty)
                        : state -> state.without(operation.output());
            }
            default -> throw new ModelMismatchException(name(), operation, "enqueue or dequeue");
        };
    }

    /**
     * An unknown enqueue of what no dequeue is known to have given need not have happened; nor an
     * unknown dequeue, if nothing found the queue empty.
     */
    @Override
    public List<Operation> prune(List<Operation> operations) {
        Set<Object> taken = new LinkedHashSet<>();
        boolean wasEmpty = false;
        for (Operation operation : operations) {
            if (operation.isOk() && operation.f().equals("dequeue")) {
                taken.add(operation.output());
            }
            wasEmpty |= findsNothing(operation);
        }
        boolean keepsDequeues = wasEmpty;
        return operations.stream()
                .filter(operation -> operation.isOk()
                        || (operation.f().equals("dequeue")
                                ? keepsDequeues
                                : taken.contains(operation.input())))
                .toList();
    }

    @Override
    public long stateBytes(BagState state) {
        return state.bytes();
    }

    private static boolean findsNothing(Operation operation) {
        return operation.isOk()
                && operation.f().equals("dequeue")
                && operation.output() instanceof Nil;
    }
}
