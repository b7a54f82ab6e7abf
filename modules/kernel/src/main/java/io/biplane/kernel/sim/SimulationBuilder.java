package io.biplane.kernel.sim;

import io.biplane.base.random.Decisions;

import java.util.Optional;

/**
 * What a simulation is made with. The seed has no default: runs that cannot be repeated are no use.
 */
public final class SimulationBuilder {
    /** 2026-01-01T00:00:00Z; our choice, a round date after Akka 2.8.5's change date. */
    private static final long EPOCH_NANOS = 1_767_225_600L * 1_000_000_000L;

    private static final long STEPS_PER_INSTANT_MAX = 50_000_000;

    private Optional<Long> seed = Optional.empty();
    private long wallEpochNanos = EPOCH_NANOS;
    private long stepsPerInstantMax = STEPS_PER_INSTANT_MAX;
    private boolean digesting = true;
    private boolean exploring;
    private boolean stoppingOnBugs;
    private Decisions decisions = Decisions.off();

    SimulationBuilder() {}

    /** Sets the seed that all random streams come from. */
    public SimulationBuilder seed(long value) {
        seed = Optional.of(value);
        return this;
    }

    /**
     * Sets what machines' clocks show at virtual instant 0, nanoseconds since 1970. Default:
     * 2026-01-01.
     */
    public SimulationBuilder wallEpochNanos(long nanos) {
        wallEpochNanos = nanos;
        return this;
    }

    /** Switches the digest off (or on, the default); for benchmarks. */
    public SimulationBuilder digest(boolean on) {
        digesting = on;
        return this;
    }

    /**
     * Draws the next ready task from the stream {@code kernel.interleaving} instead of first in,
     * first out.
     */
    public SimulationBuilder exploreInterleavings(boolean on) {
        exploring = on;
        return this;
    }

    /**
     * Whether an actor that fails with an exception of Java's own (a null pointer, an illegal state, an
     * index out of bounds) stops the run. Off by default: supervision is the actors' business. For a
     * system whose modelled failures have types of their own, anything else is a bug, which would
     * otherwise look like a modelled crash.
     */
    public SimulationBuilder stopOnBugs(boolean on) {
        stoppingOnBugs = on;
        return this;
    }

    /** Records or prescribes draws. Default: off. */
    public SimulationBuilder decisions(Decisions plan) {
        decisions = plan;
        return this;
    }

    /**
     * More steps than this at one virtual instant are taken for an endless loop and stop the run.
     */
    public SimulationBuilder stepsPerInstantMax(long steps) {
        stepsPerInstantMax = steps;
        return this;
    }

    /** Makes it. */
    public Simulation build() {
        return new Simulation(this);
    }

    long seed() {
        return seed.orElseThrow(() -> new IllegalStateException("a simulation needs a seed"));
    }

    long wallEpochNanos() {
        return wallEpochNanos;
    }

    long stepsPerInstantMax() {
        return stepsPerInstantMax;
    }

    boolean isDigesting() {
        return digesting;
    }

    boolean isExploring() {
        return exploring;
    }

    boolean isStoppingOnBugs() {
        return stoppingOnBugs;
    }

    Decisions decisions() {
        return decisions;
    }
}
