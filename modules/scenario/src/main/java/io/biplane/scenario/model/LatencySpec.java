package io.biplane.scenario.model;

/**
 * A span of latencies from which each event draws uniformly: {@code 0.5ms ± 0.1ms}, or {@code
 * 0.4ms..0.6ms}.
 *
 * @param meanNanos middle
 * @param spreadNanos largest distance from the middle, at most {@code meanNanos}
 */
public record LatencySpec(long meanNanos, long spreadNanos) {
    public LatencySpec {
        if (spreadNanos < 0 || spreadNanos > meanNanos) {
            throw new IllegalArgumentException("spread " + spreadNanos
                    + " ns is not within 0 and the mean " + meanNanos + " ns");
        }
    }

    /** Smallest latency. */
    public long minNanos() {
        return meanNanos - spreadNanos;
    }

    /** Largest latency. */
    public long maxNanos() {
        return meanNanos + spreadNanos;
    }
}
