package io.biplane.checker.domain;

import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;

/**
 * Real-time order for histories put together from several clocks: one operation counts as before
 * another only if its recorded return is earlier than the other's recorded invocation by more than
 * the clocks may differ.
 */
public final class ClockSkew {
    private ClockSkew() {}

    /**
     * The operations with new indexes by recorded time, where each has been stretched at its end by
     * the bound.
     *
     * @param differenceNanosMax how far any two clocks may be apart, not negative; with 0, events
     *     of the same time count as concurrent
     */
    public static List<Operation> widened(List<Operation> operations, long differenceNanosMax) {
        List<long[]> events = new ArrayList<>(2 * operations.size());
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            events.add(new long[] {operation.span().invokedAtNanos(), 0, i});
            if (operation.outcome() != EventType.INFO) {
                long end = operation.span().returnedAtNanos();
                events.add(new long[] {later(end, differenceNanosMax), 1, i});
            }
        }
        // Invocations first among equals: only what is later for certain is later.
        events.sort((a, b) -> a[0] != b[0]
                ? Long.compare(a[0], b[0])
                : a[1] != b[1] ? Long.compare(a[1], b[1]) : Long.compare(a[2], b[2]));
        long[] invokes = new long[operations.size()];
        long[] returns = new long[operations.size()];
        java.util.Arrays.fill(returns, Operation.Span.NEVER);
        List<Integer> byInvocation = new ArrayList<>();
        for (int index = 0; index < events.size(); index++) {
            int operation = (int) events.get(index)[2];
            if (events.get(index)[1] == 0) {
                invokes[operation] = index;
                byInvocation.add(operation);
            } else {
                returns[operation] = index;
            }
        }
        List<Operation> widened = new ArrayList<>(operations.size());
        for (int number : byInvocation) {
            widened.add(moved(
                    operations.get(number), widened.size(), invokes[number], returns[number]));
        }
        return widened;
    }

    /** Later by so much; as late as can be told if that is later still. */
    private static long later(long nanos, long byNanos) {
        return nanos > Long.MAX_VALUE - byNanos ? Long.MAX_VALUE : nanos + byNanos;
    }

    private static Operation moved(
            Operation operation, int id, long invokeIndex, long returnIndex) {
        Operation.Span span = operation.span();
        return new Operation(
                id,
                operation.process(),
                operation.f(),
                operation.input(),
                operation.output(),
                operation.outcome(),
                new Operation.Span(
                        invokeIndex, returnIndex, span.invokedAtNanos(), span.returnedAtNanos()));
    }
}
