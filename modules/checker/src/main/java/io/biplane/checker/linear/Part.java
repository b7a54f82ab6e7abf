package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.Transition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * One part of a history, prepared for the search: events in order, and for each operation the slot
 * in which it is pending. Slots are reused once an operation has returned, so that a set of pending
 * operations is a small bit set.
 *
 * @param <S> the model's states
 */
final class Part<S> {
    final S initial;
    final ToLongFunction<S> stateBytes;
    final List<Operation> operations;
    final List<Transition<S>> transitions;
    /** In real-time order: operation i's invocation as i, its return as ~i. */
    final int[] events;
    /** Per operation. */
    final int[] slots;
    /** Slots in use at once, at most. */
    final int slotCount;
    /**
     * Per operation: the same number means the same question, so unknown ones are interchangeable.
     */
    final int[] kinds;

    Part(Model<S> model, List<Operation> possible) throws ModelMismatchException {
        this.initial = model.initial();
        this.stateBytes = model::stateBytes;
        this.operations = new ArrayList<>(possible.size());
        this.transitions = new ArrayList<>(possible.size());
        for (Operation operation : model.prune(possible)) {
            Transition<S> transition = model.bind(operation);
            // What changes nothing and need not have happened cannot matter.
            if (operation.isOk() || !transition.isReadOnly()) {
                operations.add(operation);
                transitions.add(transition);
            }
        }
        this.events = order(operations);
        this.slots = new int[operations.size()];
        this.slotCount = assignSlots();
        this.kinds = kinds(operations);
    }

    /** Index in the whole history of the part's event. */
    long historyIndex(int event) {
        int code = events[event];
        return code >= 0
                ? operations.get(code).span().invokeIndex()
                : operations.get(~code).span().returnIndex();
    }

    private static int[] order(List<Operation> operations) {
        List<long[]> keyed = new ArrayList<>(2 * operations.size());
        for (int i = 0; i < operations.size(); i++) {
            Operation.Span span = operations.get(i).span();
            keyed.add(new long[] {span.invokeIndex(), i});
            if (span.returnIndex() != Operation.Span.NEVER) {
                keyed.add(new long[] {span.returnIndex(), ~i});
            }
        }
        keyed.sort((a, b) -> Long.compare(a[0], b[0]));
        return keyed.stream().mapToInt(pair -> (int) pair[1]).toArray();
    }

    private int assignSlots() {
        PriorityQueue<Integer> free = new PriorityQueue<>();
        int used = 0;
        for (int event : events) {
            if (event < 0) {
                free.add(slots[~event]);
            } else {
                slots[event] = free.isEmpty() ? used++ : free.poll();
            }
        }
        return used;
    }

    private static int[] kinds(List<Operation> operations) {
        java.util.Map<List<Object>, Integer> known = new java.util.LinkedHashMap<>();
        int[] kinds = new int[operations.size()];
        Arrays.setAll(kinds, i -> {
            Operation operation = operations.get(i);
            return operation.isOk()
                    ? -1
                    : known.computeIfAbsent(
                            List.of(operation.f(), operation.input()), key -> known.size());
        });
        return kinds;
    }
}
