package io.biplane.checker.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins invocations with their completions while events come in, so that a file never has to be
 * held as events. Mutable; one for each history.
 */
public final class Pairing implements EventSink {
    /** By invocation; an operation still open is not there yet. */
    private final List<Operation> operations = new ArrayList<>();
    /** By process. */
    private final Map<Long, Open> open = new LinkedHashMap<>();

    /** How far any two clocks may be apart, nanoseconds; empty if times mean nothing. */
    private final Optional<Long> differenceNanosMax;

    private long lastIndex = -1;

    /** Nothing seen yet; times mean nothing. */
    public Pairing() {
        this(Optional.empty());
    }

    /**
     * Nothing seen yet.
     *
     * @param differenceNanosMax how far any two clocks may be apart, nanoseconds, not negative; empty
     *     if times mean nothing
     */
    public Pairing(Optional<Long> differenceNanosMax) {
        this.differenceNanosMax = differenceNanosMax;
    }

    private record Open(int id, Event invocation) {}

    /**
     * Takes the next event; indexes rise.
     *
     * @throws HistoryFormatException for a completion without invocation, a process that starts an
     *     operation before its last one completed, or a return before its own invocation by more than
     *     clocks can differ
     */
    @Override
    public void accept(Event event, long line) throws HistoryFormatException {
        if (event.index() <= lastIndex) {
            throw new IllegalArgumentException(
                    "event " + event.index() + " comes after event " + lastIndex);
        }
        lastIndex = event.index();
        if (event.type() == EventType.INVOKE) {
            Open previous = open.put(event.process(), new Open(operations.size(), event));
            if (previous != null) {
                throw new HistoryFormatException(
                        line,
                        "process " + event.process() + " is still busy with "
                                + previous.invocation.f());
            }
            operations.add(null);
            return;
        }
        Open begun = open.remove(event.process());
        if (begun == null) {
            throw new HistoryFormatException(
                    line,
                    "process " + event.process() + " completes " + event.f()
                            + " without having invoked it");
        }
        if (!begun.invocation.f().equals(event.f())) {
            throw new HistoryFormatException(
                    line,
                    "process " + event.process() + " completes " + event.f() + " but invoked "
                            + begun.invocation.f());
        }
        if (event.type() != EventType.INFO && differenceNanosMax.isPresent()) {
            checkClocks(begun.invocation, event, line);
        }
        operations.set(begun.id, completed(begun, event));
    }

    private void checkClocks(Event invocation, Event event, long line)
            throws HistoryFormatException {
        long backNanos = invocation.atNanos() - event.atNanos();
        boolean overflows = invocation.atNanos() > event.atNanos() && backNanos < 0;
        if (overflows || backNanos > differenceNanosMax.get()) {
            throw new HistoryFormatException(
                    line,
                    "process " + event.process() + " completes " + event.f() + " at "
                            + event.atNanos() + " ns, but invoked it at " + invocation.atNanos()
                            + " ns: clocks differ by at most " + differenceNanosMax.get() + " ns");
        }
    }

    /**
     * The operations so far, by invocation. What has not completed is {@code INFO}; {@code INFO}
     * operations never return, whatever their event's index.
     */
    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>(operations);
        for (Open begun : open.values()) {
            all.set(begun.id, unknown(begun, Operation.Span.NEVER));
        }
        return all;
    }

    private static Operation completed(Open begun, Event event) {
        if (event.type() == EventType.INFO) {
            return unknown(begun, event.atNanos());
        }
        Event invocation = begun.invocation;
        // Most completions repeat their invocation's value: once is enough.
        boolean isRepeated = event.value().equals(invocation.value());
        return new Operation(
                begun.id,
                invocation.process(),
                invocation.f(),
                invocation.value(),
                isRepeated ? invocation.value() : event.value(),
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
}
