package io.biplane.base.random;

import java.util.TreeMap;

/**
 * The named streams of one run. The same name gives the same stream object; its numbers depend on
 * (seed, name) only.
 */
public final class Streams {
    private final long seed;
    private final Decisions decisions;
    private final TreeMap<String, SimRandom> open = new TreeMap<>();

    public Streams(long seed, Decisions decisions) {
        this.seed = seed;
        this.decisions = decisions;
    }

    /** The stream of that name. */
    public SimRandom stream(String name) {
        return open.computeIfAbsent(name, key -> decisions.open(seed, key));
    }
}
