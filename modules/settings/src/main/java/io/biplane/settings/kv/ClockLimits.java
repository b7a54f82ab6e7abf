package io.biplane.settings.kv;

/**
 * How far the nodes' clocks may be apart.
 *
 * @param maxOffsetNanos greatest difference of two nodes' clocks that correctness is promised for,
 *     500 ms ({@code --max-offset})
 * @param endsProcess whether a node whose clock is too far from its peers' ends itself; false is
 *     {@code --disable-max-offset-check}
 */
public record ClockLimits(long maxOffsetNanos, boolean endsProcess) {
    public ClockLimits {
        Durations.positive(maxOffsetNanos, "max offset");
    }

    /**
     * The modelled system's defaults. Source: docs/reference/operations.md §1, CockroachDB {@code
     * base.DefaultMaxClockOffset}.
     */
    public static ClockLimits defaults() {
        return new ClockLimits(500 * Durations.MILLIS, true);
    }

    /**
     * Measured beyond this, a peer counts against this node's clock: 80 % of the limit, so that the
     * node is gone before the limit is reached. Source: CockroachDB {@code
     * toleratedOffsetMultiplier} in {@code pkg/server/config.go}.
     */
    public long toleratedNanos() {
        return maxOffsetNanos / 5 * 4;
    }
}
