package io.biplane.checker.isolation;

/** SplitMix64: small, fast, the same everywhere. */
final class Dice {
    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Uniform enough for tests, from 0 until {@code bound}. */
    int below(int bound) {
        return (int) ((next() >>> 1) % bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }
}
