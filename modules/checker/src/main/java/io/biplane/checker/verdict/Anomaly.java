package io.biplane.checker.verdict;

import io.biplane.checker.history.Operation;

import java.util.List;

/**
 * One reason why a history is not consistent.
 *
 * @param kind its name in the literature: {@code non-linearizable}, {@code G1a}, {@code
 *     lost-update}
 * @param subject the key or client it is about; empty if it is about all
 * @param explanation in words, one or more lines without trailing newline
 * @param operations the operations in conflict; for a cycle in the cycle's order
 * @param evidence what its picture shows beside
 * @param lastEventIndex index of the event by which the history had become inconsistent
 */
public record Anomaly(
        String kind,
        String subject,
        String explanation,
        List<Operation> operations,
        Evidence evidence,
        long lastEventIndex) {
    public Anomaly {
        operations = List.copyOf(operations);
        boolean isCycle = !evidence.cycle().isEmpty();
        if (isCycle && evidence.cycle().size() != operations.size()) {
            throw new IllegalArgumentException(
                    evidence.cycle().size() + " links for " + operations.size() + " operations");
        }
    }

    /** An anomaly whose operations say all. */
    public Anomaly(
            String kind,
            String subject,
            String explanation,
            List<Operation> operations,
            long lastEventIndex) {
        this(kind, subject, explanation, operations, Evidence.NONE, lastEventIndex);
    }

    /** When the history had become inconsistent: the time of the last completion in conflict. */
    public long atNanos() {
        long latest = 0;
        for (Operation operation : operations) {
            Operation.Span span = operation.span();
            long at = operation.isOk() ? span.returnedAtNanos() : span.invokedAtNanos();
            latest = Math.max(latest, at);
        }
        return latest;
    }
}
