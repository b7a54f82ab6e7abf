package io.biplane.node.drain;

/**
 * Watches a drain from outside, as the terminal of {@code node drain} does. Called as a control event of the simulation,
 * outside any host.
 */
public interface DrainListener {
    /** A line for standard error: {@code node is draining... remaining: 50}. */
    default void onProgress(String line) {}

    /** How it ended; told once. Not told when the node's process dies first. */
    void onEnd(DrainOutcome outcome);
}
