package io.biplane.base.random;

/**
 * A named stream of pseudo-random numbers: xoshiro256++ seeded by SplitMix64 from (seed, name), the
 * same in every JVM.
 *
 * <p>Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators" (2021). Not
 * thread-safe; one stream a use,
 * so that a new draw in one place does not shift another.
 */
public final class SimRandom {
    /** A double is drawn as an integer below this bound (53 bits). */
    private static final long DOUBLE_BOUND = 1L << 53;

    private long s0;
    private long s1;
    private long s2;
    private long s3;
    private final DrawTap tap;

    /** The stream {@code name} under {@code seed}, whose every value passes through {@code tap}. */
    public SimRandom(long seed, String name, DrawTap tap) {
        this.tap = tap;
        seed(seed, name);
    }

    /** The stream {@code name} under {@code seed}. */
    public SimRandom(long seed, String name) {
        this.tap = null;
        seed(seed, name);
    }

    private void seed(long seed, String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        long state = seed ^ hash;
        state += 0x9e3779b97f4a7c15L;
        s0 = mix(state);
        state += 0x9e3779b97f4a7c15L;
        s1 = mix(state);
        state += 0x9e3779b97f4a7c15L;
        s2 = mix(state);
        state += 0x9e3779b97f4a7c15L;
        s3 = mix(state);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /** Any long. */
    public long nextLong() {
        long value = next();
        return tap == null ? value : tap.onDraw(0, value);
    }

    private long next() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** A long in [0, bound), {@code bound} at least 1; unbiased. */
    public long nextLong(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, is " + bound);
        }
        long limit = Long.MAX_VALUE - Long.MAX_VALUE % bound;
        long value = next() >>> 1;
        while (value >= limit) {
            value = next() >>> 1;
        }
        long drawn = value % bound;
        return tap == null ? drawn : tap.onDraw(bound, drawn);
    }

    /** A long in [from, to]. */
    public long between(long from, long to) {
        return from + nextLong(to - from + 1);
    }

    /** An int in [0, bound), {@code bound} at least 1. */
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    /** A double in [0, 1). */
    public double nextDouble() {
        long drawn = next() >>> 11;
        long used = tap == null ? drawn : tap.onDraw(DOUBLE_BOUND, drawn);
        return used * 0x1.0p-53;
    }

    /** True with the given probability in [0, 1]. */
    public boolean chance(double probability) {
        boolean drawn = (next() >>> 11) * 0x1.0p-53 < probability;
        return tap == null ? drawn : tap.onDraw(2, drawn ? 1 : 0) != 0;
    }
}
