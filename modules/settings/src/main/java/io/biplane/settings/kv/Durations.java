package io.biplane.settings.kv;

/** Nanoseconds by name, and the checks the settings share. */
public final class Durations {
    public static final long MICROS = 1_000L;
    public static final long MILLIS = 1_000_000L;
    public static final long SECONDS = 1_000_000_000L;

    private Durations() {}

    public static void positive(long nanos, String name) {
        if (nanos <= 0) {
            throw new IllegalArgumentException(name + " must be above 0, is " + nanos + " ns");
        }
    }

    public static void below(long smaller, long larger, String rule) {
        if (smaller >= larger) {
            throw new IllegalArgumentException(
                    rule + ": " + smaller + " ns is not below " + larger + " ns");
        }
    }
}
