package io.biplane.testbed.result;

/**
 * Totals of one operation of one load over a stretch of time.
 *
 * @param virtualCluster where it ran
 * @param load name of the load
 * @param operation such as {@code read}
 * @param ok ended ok
 * @param failed certainly did not happen
 * @param unknown outcome unknown to the client
 * @param response from when it was due until it was answered, operations that ended ok
 * @param service from when it was sent until it was answered, operations that ended ok
 */
public record OperationTotal(
        String virtualCluster,
        String load,
        String operation,
        long ok,
        long failed,
        long unknown,
        Latency response,
        Latency service) {

    /** Operations that did not end ok. */
    public long errors() {
        return failed + unknown;
    }
}
