package io.biplane.checker.verdict;

import io.biplane.checker.history.Operation;

import java.util.List;

/**
 * What an anomaly's picture shows beside the operations in conflict.
 *
 * @param cycle for a cycle: link i leads from operation i to the next one, the last to the first
 * @param attempt for something that cannot be put in order: how far the best attempt came
 * @param beside operations that ran meanwhile and are not in conflict
 */
public record Evidence(List<Link> cycle, List<Placed> attempt, List<Operation> beside) {
    /** Nothing more to show. */
    public static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());

    /**
     * Why one operation comes before another.
     *
     * @param kind {@code ww}, {@code wr}, {@code rw}, {@code session} or {@code realtime}
     * @param because a clause
     */
    public record Link(String kind, String because) {}

    /**
     * An operation that was put in order.
     *
     * @param operation the operation
     * @param state the object's state after it, as text
     */
    public record Placed(Operation operation, String state) {}

    public Evidence {
        cycle = List.copyOf(cycle);
        attempt = List.copyOf(attempt);
        beside = List.copyOf(beside);
    }

    /** A cycle. */
    public static Evidence cycle(List<Link> links) {
        return new Evidence(links, List.of(), List.of());
    }
}
