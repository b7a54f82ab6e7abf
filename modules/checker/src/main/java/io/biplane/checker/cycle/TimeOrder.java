package io.biplane.checker.cycle;

/**
 * An order that follows from when nodes began and ended: one comes before another if it had ended
 * before the other began and, where lines are given, both are on the same line. It takes no edges.
 *
 * @param kind the kind that such a step is reported as
 * @param begins by node: when it began; of helpers never asked
 * @param ends by node: when it ended; {@code Long.MAX_VALUE} for helpers and what never ended
 * @param lines by node; empty if all nodes are on one line
 */
public record TimeOrder(int kind, long[] begins, long[] ends, long[] lines) {
    boolean isBefore(int one, int other) {
        return ends[one] < begins[other] && (lines.length == 0 || lines[one] == lines[other]);
    }
}
