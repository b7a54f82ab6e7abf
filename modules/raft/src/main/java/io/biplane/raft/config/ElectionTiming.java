package io.biplane.raft.config;

/**
 * The timers.
 *
 * @param timeoutNanosMin shortest election timeout; also the span of leader stickiness and of the
 *     quorum check
 * @param timeoutNanosMax upper bound, exclusive, of the randomised election timeout
 * @param heartbeatNanos interval between heartbeats, below {@code timeoutNanosMin}
 * @param snapshotRetryNanos after this long without news a snapshot under way is given up and the
 *     follower probed again
 */
public record ElectionTiming(
        long timeoutNanosMin, long timeoutNanosMax, long heartbeatNanos, long snapshotRetryNanos) {
    private static final long SECOND = 1_000_000_000L;

    /**
     * CockroachDB: ticks of 500 ms, heartbeat each 2, election timeout 4 ticks times 1 to 2
     * (docs/reference/operations.md §1). Snapshot retry: our choice, its snapshot sending limit being
     * about a minute.
     */
    public static final ElectionTiming DEFAULT =
            new ElectionTiming(2 * SECOND, 4 * SECOND, SECOND, 60 * SECOND);

    public ElectionTiming {
        if (heartbeatNanos < 1
                || heartbeatNanos >= timeoutNanosMin
                || timeoutNanosMin >= timeoutNanosMax
                || snapshotRetryNanos < 1) {
            throw new IllegalArgumentException(
                    "need 0 < heartbeat < timeoutMin < timeoutMax and a positive"
                            + " snapshot retry, have "
                            + heartbeatNanos + ", " + timeoutNanosMin + ", " + timeoutNanosMax
                            + ", " + snapshotRetryNanos);
        }
    }

    /** Timers of a given range with the default snapshot retry. */
    public static ElectionTiming of(
            long timeoutNanosMin, long timeoutNanosMax, long heartbeatNanos) {
        return new ElectionTiming(
                timeoutNanosMin, timeoutNanosMax, heartbeatNanos, DEFAULT.snapshotRetryNanos);
    }
}
