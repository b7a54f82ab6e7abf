package io.biplane.raft.truth;

/**
 * xoshiro256++ seeded by SplitMix64: the same numbers in every JVM. A copy of the kernel's
 * algorithm, because this module depends on nothing. Source: Blackman and Vigna, "Scrambled Linear
 * Pseudorandom Number Generators" (2021).
 */
public final class SeededRandom {
    private final long[] state = new long[4];

    public SeededRandom(long seed) {
        long z = seed;
        for (int i = 0; i < 4; i++) {
            z += 0x9e3779b97f4a7c15L;
            long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
            state[i] = b ^ (b >>> 31);
        }
    }

    /** Any long. */
    public long nextLong() {
        long result = Long.rotateLeft(state[0] + state[3], 23) + state[0];
        long t = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= t;
        state[3] = Long.rotateLeft(state[3], 45);
        return result;
    }

    /** A double in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A long in [0, bound), {@code bound} at least 1; unbiased. */
    public long nextLong(long bound) {
        long limit = Long.MAX_VALUE - Long.MAX_VALUE % bound;
        long value = nextLong() >>> 1;
        while (value >= limit) {
            value = nextLong() >>> 1;
        }
        return value % bound;
    }

    /** True with the given probability in [0, 1]. */
    public boolean chance(double probability) {
        return nextDouble() < probability;
    }
}
