package io.biplane.testbed.result;

/**
 * One second (or {@code --display-every}) of one operation: a row of the running table.
 *
 * @param atNanos end of the interval
 * @param intervalNanos its length
 * @param load name of the load
 * @param operation such as {@code read}
 * @param virtualCluster where it ran
 * @param errorsTotal errors and unknowns since scenario zero
 * @param ok operations that ended ok in the interval
 * @param okTotal since scenario zero
 * @param latency response times of the interval
 */
public record Tick(
        long atNanos,
        long intervalNanos,
        String load,
        String operation,
        String virtualCluster,
        long errorsTotal,
        long ok,
        long okTotal,
        Latency latency) {

    /** Operations a second in the interval. */
    public double rate() {
        return intervalNanos == 0 ? 0 : ok * 1e9 / intervalNanos;
    }

    /** Operations a second since scenario zero. */
    public double rateTotal() {
        return atNanos == 0 ? 0 : okTotal * 1e9 / atNanos;
    }
}
