package io.biplane.testbed.client;

import io.biplane.testbed.workload.Operation;

/**
 * An operation that is due and not over.
 *
 * @param operation what to run
 * @param dueAtNanos when it should have been sent; latency counts from here
 * @param firstSentAtNanos when it was first sent; -1 before
 */
public record Pending(Operation operation, long dueAtNanos, long firstSentAtNanos) {
    Pending sentAt(long nanos) {
        return firstSentAtNanos >= 0 ? this : new Pending(operation, dueAtNanos, nanos);
    }
}
