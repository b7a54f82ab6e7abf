package io.biplane.testbed.observe;

import io.biplane.kernel.sim.Simulation;
import io.biplane.kernel.trace.TraceListener;
import io.biplane.testbed.result.Inspection;

/** Lets the reader of an {@link Inspection} read the trace of one run, in its stretch. Outside it nobody listens. */
public final class TraceReading {
    private final Inspection inspection;
    private final Simulation simulation;
    private final TraceListener listener;
    private boolean open;

    public TraceReading(Inspection inspection, Simulation simulation, long zeroNanos) {
        this.inspection = inspection;
        this.simulation = simulation;
        this.listener = event -> inspection
                .reader()
                .event(event.atNanos() - zeroNanos, simulation.eventCount(), event);
        openAt(0);
    }

    /** Where the run ends. */
    public long end(long horizonNanos) {
        return Math.min(horizonNanos, inspection.untilNanos());
    }

    /** Where the run has to stop for the stretch to begin; the latest stop when that is not between. */
    public long nextStop(long atNanos, long latestNanos) {
        openAt(atNanos);
        boolean between = !open && inspection.fromNanos() < latestNanos;
        return between ? inspection.fromNanos() : latestNanos;
    }

    /** Nothing more is read: what follows is no part of the stretch. */
    public void close() {
        simulation.trace().removeListener(listener);
    }

    private void openAt(long atNanos) {
        if (!open
                && atNanos >= inspection.fromNanos()
                && inspection.fromNanos() < inspection.untilNanos()) {
            open = true;
            simulation.trace().onEvent(listener);
        }
    }
}
