package io.biplane.kernel.trace;

/**
 * Learns what happens in a run, while it happens, on the simulation's thread. Must not change the
 * simulation.
 */
@FunctionalInterface
public interface TraceListener {
    /** Called once an event, in order. */
    void onEvent(TraceEvent event);
}
