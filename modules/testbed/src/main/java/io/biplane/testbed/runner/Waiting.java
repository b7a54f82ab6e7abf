package io.biplane.testbed.runner;

import io.biplane.kernel.sim.Simulation;

import java.util.function.BooleanSupplier;

/** Waits, in virtual time, for something outside to become true. */
final class Waiting {
    /** How often it looks. Our choice: finer than anything a report shows. */
    private static final long POLL_NANOS = 10_000_000L;

    private final Simulation simulation;

    Waiting(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Runs {@code then} once the condition holds; at once when it does already. Waits as long as the run lasts. */
    void until(BooleanSupplier condition, Runnable then) {
        if (condition.getAsBoolean()) {
            then.run();
        } else {
            simulation.after(POLL_NANOS, () -> until(condition, then));
        }
    }
}
