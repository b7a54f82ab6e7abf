package io.biplane.checker.cycle;

import java.util.List;

/**
 * A cycle: step i goes from its node to step i + 1's, the last one back to the first. Helper nodes
 * reached and left by links are left out.
 *
 * @param steps two or more
 */
public record Cycle(List<Step> steps) {
    /** A node, and the kind of the edge that leaves it. */
    public record Step(int node, int kind) {}

    public Cycle {
        steps = List.copyOf(steps);
    }

    /** Edges. */
    public int length() {
        return steps.size();
    }
}
