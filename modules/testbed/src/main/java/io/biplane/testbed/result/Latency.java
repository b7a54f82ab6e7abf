package io.biplane.testbed.result;

import org.HdrHistogram.AbstractHistogram;

/**
 * Summary of a set of latencies, in nanoseconds; all 0 when the count is 0.
 *
 * @param count how many
 */
public record Latency(
        long count,
        long minNanos,
        long meanNanos,
        long p50Nanos,
        long p90Nanos,
        long p95Nanos,
        long p99Nanos,
        long p999Nanos,
        long maxNanos) {
    /** Of nothing. */
    public static final Latency NONE = new Latency(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Summary of a histogram of nanoseconds. The mean is rounded to whole nanoseconds. */
    public static Latency of(AbstractHistogram histogram) {
        long count = histogram.getTotalCount();
        if (count == 0) {
            return NONE;
        }
        return new Latency(
                count,
                histogram.getMinValue(),
                StrictMath.round(histogram.getMean()),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(95),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }
}
