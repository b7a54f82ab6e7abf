package io.biplane.storage.engine;

/**
 * A running 64-bit digest. Source: FNV-1a by Fowler, Noll and Vo. Arrays go in with their length first, so that no two
 * different sequences of fields read the same.
 */
final class Digest {
    private static final long PRIME = 0x100000001b3L;
    private long value = 0xcbf29ce484222325L;

    void add(byte[] bytes) {
        add(bytes.length);
        long h = value;
        for (byte b : bytes) {
            h = (h ^ (b & 0xff)) * PRIME;
        }
        value = h;
    }

    void add(long number) {
        long h = value;
        for (int shift = 56; shift >= 0; shift -= 8) {
            h = (h ^ ((number >>> shift) & 0xff)) * PRIME;
        }
        value = h;
    }

    long value() {
        return value;
    }
}
