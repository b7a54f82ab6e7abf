package io.biplane.checker.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joins invocations with their completions. */
public final class Operations {
    private Operations() {}

    /**
     * The operations of a history, by invocation. An invocation without completion is {@code INFO};
     * {@code INFO} operations never return, whatever their event's index.
     *
     * @throws HistoryFormatException for a completion without invocation, or a process that starts
     *     an operation before its last one completed; the line is the event's index plus one
     */
    public static List<Operation> pair(List<Event> events) throws HistoryFormatException {
        Operation[] operations = new Operation[events.size()];
        Map<Long, Open> open = new LinkedHashMap<>();
        int count = 0;
        for (Event event : events) {
            if (event.type() == EventType.INVOKE) {
                Open previous = open.put(event.process(), new Open(count, event));
                if (previous != null) {
                    throw new HistoryFormatException(
                            event.index() + 1,
                            "process " + event.process() + " is still busy with "
                                    + previous.invocation.f());
                }
                count++;
            } else {
                Open begun = open.remove(event.process());
                if (begun == null) {
                    throw new HistoryFormatException(
                            event.index() + 1,
                            "process " + event.process() + " completes " + event.f()
                                    + " without having invoked it");
                }
                if (!begun.invocation.f().equals(event.f())) {
                    throw new HistoryFormatException(
                            event.index() + 1,
                            "process " + event.process() + " completes " + event.f()
                                    + " but invoked " + begun.invocation.f());
                }
                operations[begun.id] = completed(begun, event);
            }
        }
        for (Open begun : open.values()) {
            operations[begun.id] = unknown(begun, Operation.Span.NEVER);
        }
        return new ArrayList<>(Arrays.asList(operations).subList(0, count));
    }

    /**
     * What was known when the event with index {@code end} had happened: operations invoked later
     * are gone, those that returned later are of unknown outcome.
     */
    public static List<Operation> prefix(List<Operation> operations, long end) {
        List<Operation> prefix = new ArrayList<>();
        for (Operation operation : operations) {
            Operation.Span span = operation.span();
            if (span.invokeIndex() > end) {
                continue;
            }
            boolean isOpen = operation.outcome() != EventType.INFO && span.returnIndex() > end;
            prefix.add(isOpen ? reopened(operation) : operation);
        }
        return prefix;
    }

    private static Operation reopened(Operation operation) {
        Operation.Span span = operation.span();
        return new Operation(
                operation.id(),
                operation.process(),
                operation.f(),
                operation.input(),
                Nil.NIL,
                EventType.INFO,
                new Operation.Span(
                        span.invokeIndex(),
                        Operation.Span.NEVER,
                        span.invokedAtNanos(),
                        Operation.Span.NEVER));
    }

    private static Operation completed(Open begun, Event event) {
        if (event.type() == EventType.INFO) {
            return unknown(begun, event.atNanos());
        }
        Event invocation = begun.invocation;
        return new Operation(
                begun.id,
                invocation.process(),
                invocation.f(),
                invocation.value(),
                event.value(),
                event.type(),
                new Operation.Span(
                        invocation.index(), event.index(), invocation.atNanos(), event.atNanos()));
    }

    private static Operation unknown(Open begun, long atNanos) {
        Event invocation = begun.invocation;
        return new Operation(
                begun.id,
                invocation.process(),
                invocation.f(),
                invocation.value(),
                Nil.NIL,
                EventType.INFO,
                new Operation.Span(
                        invocation.index(), Operation.Span.NEVER, invocation.atNanos(), atNanos));
    }

    private record Open(int id, Event invocation) {}
}
