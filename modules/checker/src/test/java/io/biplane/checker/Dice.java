package io.biplane.checker;

/** SplitMix64: small, fast, the same everywhere. */
public final class Dice {
    private long state;

    /** A stream of its own for each seed. */
    public Dice(long seed) {
        this.state = seed;
    }

    /** The next 64 bits. */
    public long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Uniform enough for tests, from 0 until {@code bound}. */
    public int below(int bound) {
        return (int) ((next() >>> 1) % bound);
    }

    /** True so many times of a hundred. */
    public boolean chance(int percent) {
        return below(100) < percent;
    }
}
