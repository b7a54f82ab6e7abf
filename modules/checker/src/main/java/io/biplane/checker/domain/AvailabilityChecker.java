package io.biplane.checker.domain;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long clients went without an acknowledged operation. A gap begins with an acknowledgement, or
 * the client's first invocation, and ends with the next acknowledgement, or the client's last
 * event.
 */
public final class AvailabilityChecker {
    private AvailabilityChecker() {}

    /** A client's longest gap. */
    private static final class Gap {
        private final List<Operation> operations = new ArrayList<>();

        /** Longest time between acknowledgements, nanoseconds, and the operation that ended it. */
        private long longest(List<Operation> ender) {
            operations.sort((a, b) -> Long.compare(endNanos(a), endNanos(b)));
            long last = operations.stream()
                    .mapToLong(operation -> operation.span().invokedAtNanos())
                    .min()
                    .orElse(0);
            long longest = 0;
            for (int i = 0; i < operations.size(); i++) {
                Operation operation = operations.get(i);
                boolean counts = operation.isOk() || i == operations.size() - 1;
                if (counts) {
                    long gap = endNanos(operation) - last;
                    if (gap > longest) {
                        longest = gap;
                        ender.clear();
                        ender.add(operation);
                    }
                    last = endNanos(operation);
                }
            }
            return longest;
        }
    }

    /**
     * Checks that no client's longest gap exceeds a bound.
     *
     * @param clientOf a process's client: processes change when an operation's outcome is unknown;
     *     without such knowledge pass {@code Operation::process}, or a constant for all clients
     *     together
     * @param gapNanosMax the bound
     */
    public static Verdict check(
            List<Operation> operations,
            java.util.function.Function<Operation, Object> clientOf,
            long gapNanosMax) {
        Report report = new Report("availability");
        Map<Object, Gap> clients = new LinkedHashMap<>();
        for (Operation operation : operations) {
            clients.computeIfAbsent(clientOf.apply(operation), client -> new Gap())
                    .operations
                    .add(operation);
        }
        long longest = 0;
        for (Map.Entry<Object, Gap> client : clients.entrySet()) {
            report.judged();
            List<Operation> ender = new ArrayList<>();
            long gap = client.getValue().longest(ender);
            longest = Math.max(longest, gap);
            if (gap > gapNanosMax) {
                report.broken(
                        "unavailable",
                        "client " + client.getKey(),
                        "nothing was acknowledged for " + gap + " ns, until "
                                + ender.get(0).describe(),
                        ender);
            }
        }
        report.fact("longest_gap_nanos", longest);
        return report.verdict("clients");
    }

    private static long endNanos(Operation operation) {
        Operation.Span span = operation.span();
        return span.returnedAtNanos() == Operation.Span.NEVER
                ? span.invokedAtNanos()
                : span.returnedAtNanos();
    }
}
