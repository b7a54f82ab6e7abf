package io.biplane.raft.truth;

import io.biplane.raft.config.PlantedBug;

/**
 * How much to measure.
 *
 * @param seed of all random numbers
 * @param elections per row of T1 (the gate asks for at least 20,000)
 * @param splitTrials per cell of T2's split-vote table
 * @param timeTrials per cell of T2's table of election times
 * @param plantedBug {@link PlantedBug#NONE}, or a bug that the gate is expected to find
 */
public record TruthOptions(
        long seed, int elections, int splitTrials, int timeTrials, PlantedBug plantedBug) {
    public TruthOptions {
        if (elections < 100 || splitTrials < 100 || timeTrials < 100) {
            throw new IllegalArgumentException("fewer than 100 trials say nothing");
        }
    }

    /** The gate as published: 20,000 elections a row, seed 1. */
    public static TruthOptions defaults() {
        return new TruthOptions(1, 20_000, 10_000, 10_000, PlantedBug.NONE);
    }

    public TruthOptions withSeed(long newSeed) {
        return new TruthOptions(newSeed, elections, splitTrials, timeTrials, plantedBug);
    }

    public TruthOptions with(PlantedBug bug) {
        return new TruthOptions(seed, elections, splitTrials, timeTrials, bug);
    }
}
