package io.biplane.raft.truth;

import io.biplane.raft.config.PlantedBug;

/**
 * What to measure.
 *
 * @param seed of all random numbers
 * @param sizes how many trials
 * @param plantedBug {@link PlantedBug#NONE}, or a bug that the gate is expected to find
 */
public record TruthOptions(long seed, Sizes sizes, PlantedBug plantedBug) {
    /**
     * How many trials.
     *
     * @param elections per row of T1 (the gate asks for at least 20,000)
     * @param splitTrials per cell of T2's split-vote tables
     * @param timeTrials per cell of T2's tables of election times
     * @param failovers per table of T5
     * @param kills of a leader's whole node, at each of T5's versions
     */
    public record Sizes(int elections, int splitTrials, int timeTrials, int failovers, int kills) {
        /** The gates as published. */
        public static final Sizes FULL = new Sizes(20_000, 10_000, 10_000, 10_000, 150);

        public Sizes {
            if (elections < 100 || splitTrials < 100 || timeTrials < 100 || failovers < 100) {
                throw new IllegalArgumentException("fewer than 100 trials say nothing");
            }
            if (kills < 10) {
                throw new IllegalArgumentException("fewer than 10 kills say nothing");
            }
        }
    }

    /** The gates as published, seed 1. */
    public static TruthOptions defaults() {
        return new TruthOptions(1, Sizes.FULL, PlantedBug.NONE);
    }

    public TruthOptions withSeed(long newSeed) {
        return new TruthOptions(newSeed, sizes, plantedBug);
    }

    public TruthOptions with(Sizes newSizes) {
        return new TruthOptions(seed, newSizes, plantedBug);
    }

    public TruthOptions with(PlantedBug bug) {
        return new TruthOptions(seed, sizes, bug);
    }
}
