package io.biplane.node.drain;

/** How a drain ended. */
public sealed interface DrainOutcome {
    /** Nothing remains: no client, no lease, no leadership. */
    enum Drained implements DrainOutcome {
        INSTANCE
    }

    /**
     * The limit ran out first ({@code ERROR: drain timeout}); the node stays draining, a further drain goes on from there.
     *
     * @param remaining work left
     */
    record TimedOut(long remaining) implements DrainOutcome {}

    /** There was no process to drain, or it died before the drain ended. */
    record NotRunning(String node) implements DrainOutcome {}
}
