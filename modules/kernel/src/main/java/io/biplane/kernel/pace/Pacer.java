package io.biplane.kernel.pace;

import io.biplane.kernel.sim.Simulation;

/**
 * Runs a simulation in step with real time: ×k, paused, or event by event; and lets outside input
 * in.
 *
 * <p>{@link #runUntil} is called on the simulation's thread and stays there; the controls may be
 * called on any thread. Pacing never
 * changes what happens, only when one gets to see it: the virtual time of outside input is
 * recorded.
 */
public final class Pacer {
    /**
     * Longest stretch of real time simulated in one go, so that controls and input are seen soon.
     */
    private static final long SLICE_NANOS = 20_000_000;

    /**
     * When the simulation lags behind by more than this, the lost time is forgotten instead of
     * chased.
     */
    private static final long LAG_NANOS_MAX = 250_000_000;

    private final Simulation simulation;
    private final WallClock clock;
    private final Controls controls = new Controls();

    /**
     * Virtual and real instant from which progress is counted; reset by every change of speed or
     * pause.
     */
    private long anchorVirtualNanos;

    private long anchorWallNanos;

    public Pacer(Simulation simulation, WallClock clock) {
        this.simulation = simulation;
        this.clock = clock;
        simulation.inbox().onSubmit(clock::wake);
    }

    /** What other threads may ask for; guarded by its own lock. */
    private static final class Controls {
        private double speed = 1;
        private boolean paused;
        private boolean stopped;
        private int steps;
        private boolean changed = true;
    }

    /** Lets virtual time run {@code factor} times as fast as real time; infinite means unpaced. */
    public void speed(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed must be positive, is " + factor);
        }
        change(() -> controls.speed = factor);
    }

    /** Stops virtual time; input is still let in, at the instant where time stands. */
    public void pause() {
        change(() -> controls.paused = true);
    }

    /** Lets virtual time run again. */
    public void resume() {
        change(() -> controls.paused = false);
    }

    /** While paused: carries out the next task or event. */
    public void stepOnce() {
        change(() -> controls.steps++);
    }

    /** Ends {@link #runUntil} soon. */
    public void stop() {
        change(() -> controls.stopped = true);
    }

    private void change(Runnable change) {
        synchronized (controls) {
            change.run();
            controls.changed = true;
        }
        clock.wake();
    }

    /** Runs until that virtual instant or until stopped. */
    public void runUntil(long atNanos) {
        synchronized (controls) {
            controls.changed = true;
            controls.stopped = false;
        }
        while (isBefore(atNanos) && !isStopped()) {
            simulation.inbox().drain();
            double speed = takeSpeed();
            if (speed == 0) {
                stepOrWait(atNanos);
            } else {
                advance(atNanos, speed);
            }
        }
    }

    /** Whether anything is left to do; steps may have reached the instant and left some of it undone. */
    private boolean isBefore(long atNanos) {
        return simulation.nowNanos() < atNanos || simulation.isDueBy(atNanos);
    }

    private boolean isStopped() {
        synchronized (controls) {
            return controls.stopped;
        }
    }

    /** The speed to run at; 0 while paused. Sets the anchor anew if anything changed. */
    private double takeSpeed() {
        synchronized (controls) {
            if (controls.changed) {
                controls.changed = false;
                anchor();
            }
            return controls.paused ? 0 : controls.speed;
        }
    }

    private void anchor() {
        anchorVirtualNanos = simulation.nowNanos();
        anchorWallNanos = clock.nanoTime();
    }

    private void stepOrWait(long limitNanos) {
        if (simulation.inbox().isDrained()) {
            // Input is let in while time stands still; what it brings about waits with the rest.
            simulation.step();
        } else if (!isStepWanted()) {
            clock.await(SLICE_NANOS);
        } else if (simulation.stepWithin(limitNanos)) {
            takeStep();
        } else {
            // The next task or event is not in this stretch: the step is kept for the next one.
            simulation.runUntil(limitNanos);
        }
    }

    private boolean isStepWanted() {
        synchronized (controls) {
            return controls.steps > 0;
        }
    }

    private void takeStep() {
        synchronized (controls) {
            controls.steps--;
        }
    }

    private void advance(long limitNanos, double speed) {
        if (Double.isInfinite(speed)) {
            simulation.runUntil(Math.min(limitNanos, simulation.nowNanos() + LAG_NANOS_MAX));
            return;
        }
        long elapsed = clock.nanoTime() - anchorWallNanos;
        long due = anchorVirtualNanos + (long) (elapsed * speed);
        long slice = Math.max(1, (long) (SLICE_NANOS * speed));
        long target = Math.min(limitNanos, Math.min(due, simulation.nowNanos() + slice));
        simulation.runUntil(Math.max(target, simulation.nowNanos()));
        long behind = due - simulation.nowNanos();
        if (behind > LAG_NANOS_MAX * speed && simulation.nowNanos() < limitNanos) {
            anchor();
        } else if (behind <= 0) {
            long next = Math.min(limitNanos, simulation.nextAtNanos());
            long virtualLeft = Math.min(next - simulation.nowNanos(), slice);
            clock.await(Math.max(1, Math.min(SLICE_NANOS, (long) (virtualLeft / speed))));
        }
    }
}
