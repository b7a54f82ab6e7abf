package io.biplane.bench.checker;

import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;

/** Histories that take exponential time. */
final class WorstCase {
    private WorstCase() {}

    /**
     * So many elements enqueued at once, then dequeued at once, the last one never having been
     * there.
     */
    static List<Operation> queue(int size) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < 2 * size; i++) {
            boolean isEnqueue = i < size;
            long first = isEnqueue ? 0 : 2L * size;
            long position = i % size;
            Object element = i == 2 * size - 1 ? (Object) (-1L) : (Object) position;
            operations.add(new Operation(
                    i,
                    position,
                    isEnqueue ? "enqueue" : "dequeue",
                    isEnqueue ? element : Nil.NIL,
                    element,
                    EventType.OK,
                    new Operation.Span(
                            first + position,
                            first + size + position,
                            first + position,
                            first + size + position)));
        }
        return operations;
    }
}
