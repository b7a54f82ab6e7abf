package io.biplane.kernel.trace;

/**
 * 64-bit hashes that are the same in every JVM. FNV-1a for text; our choice: short names, no table,
 * well known.
 */
public final class Hashes {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Hashes() {}

    /** FNV-1a over the UTF-16 units of a text. */
    public static long text(String text) {
        return text(FNV_OFFSET, text);
    }

    /** Goes on with a hash. */
    public static long text(long hash, String text) {
        long h = hash;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * FNV_PRIME;
        }
        return (h ^ 0xff) * FNV_PRIME;
    }

    /** Mixes one word into a running hash; the finalizer is SplitMix64's. */
    public static long fold(long hash, long word) {
        long z = (hash ^ word) + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
