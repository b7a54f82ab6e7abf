package io.biplane.kvserver.invariant;

import io.biplane.base.key.Timestamp;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What the wall clocks of the nodes that run are worth at an instant. Who may serve depends on clocks, and the modelled
 * system promises it only for clocks that keep the max offset.
 */
public final class RunningClocks {
    private final Supplier<long[]> wallNanos;
    private final long maxOffsetNanos;

    /**
     * The clocks of one cluster.
     *
     * @param wallNanos readings of the clocks of all nodes that run at this instant, in nanoseconds, in any order
     * @param maxOffsetNanos how far any two of them may be apart, in nanoseconds
     */
    public RunningClocks(Supplier<long[]> wallNanos, long maxOffsetNanos) {
        this.wallNanos = wallNanos;
        this.maxOffsetNanos = maxOffsetNanos;
    }

    /** Clocks that always read the same. */
    public static RunningClocks alwaysAlike() {
        return new RunningClocks(() -> new long[0], Long.MAX_VALUE);
    }

    /** Whether any two clocks are within the max offset of each other. */
    public boolean keepLimit() {
        long[] sorted = sorted();
        return sorted.length == 0 || sorted[sorted.length - 1] - sorted[0] <= maxOffsetNanos;
    }

    /**
     * Whether a time is further in the future than a clock within the limit could have read: ahead of the lower median of
     * the clocks by more than the max offset. It outlives the wrong clock it came from.
     */
    public boolean isBeyond(Timestamp at) {
        long[] sorted = sorted();
        return sorted.length > 0
                && at.wallNanos() - sorted[(sorted.length - 1) / 2] > maxOffsetNanos;
    }

    private long[] sorted() {
        long[] sorted = wallNanos.get().clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
