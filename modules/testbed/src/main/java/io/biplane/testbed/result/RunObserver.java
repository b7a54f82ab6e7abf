package io.biplane.testbed.result;

import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.model.Scenario;

/**
 * Told what happens while a run goes on; called on the thread that runs the simulation, between
 * events, by one thread at a time. It must not change anything the run can see. Times are virtual.
 *
 * <p>Legal sequence: {@code runStarted (variantStarted booted (tick | stepFired | stepCompleted |
 * note | change)* simulated variantEnded)*}, variant after variant in the header's order, also when they run at the
 * same time; {@code progress} of any variant may come in between.
 */
public interface RunObserver {
    /** Nobody listens. */
    RunObserver NONE = new RunObserver() {};

    /** Before anything is built. */
    default void runStarted(RunHeader header) {}

    /** A variant's cluster is about to boot. */
    default void variantStarted(Scenario scenario) {}

    /** The variant's actor systems have started; its cluster is not ready yet. */
    default void booted(Scenario scenario) {}

    /** An interval of the running table is over; one call an operation. */
    default void tick(Tick tick) {}

    /** A step fired; its window is still open. */
    default void stepFired(FaultWindow window) {}

    /** A lasting step is complete or was healed. */
    default void stepCompleted(FaultWindow window) {}

    /** Something worth a line: a refusal as expected, a phase of a drain. */
    default void note(long atNanos, String text) {}

    /** Modelled state changed, from the run's zero on; many a second. */
    default void change(long atNanos, String host, StateChange change) {}

    /**
     * How far a variant is; called about every 100 ms of virtual time, negative while the cluster
     * is set up.
     */
    default void progress(Scenario scenario, long atNanos) {}

    /** A variant's simulated time is over, the final reads too; what was seen is judged next. */
    default void simulated(Scenario scenario) {}

    /** A variant is over. */
    default void variantEnded(VariantResult result) {}
}
