package io.biplane.kvserver.clock;

import io.biplane.kernel.host.Disk;

/**
 * What of a node's clock lies on its disk. Outlives the process; a power loss takes back what was
 * not synced.
 */
final class ClockVolume {
    /** A cell is written in place. */
    private static final long NO_GROWTH = 0;

    /** Whether a process of this node has run before. */
    private boolean hasRun;

    /** No reading of any process so far is at or above this wall time; 0 when none is kept. */
    private long boundNanos;

    static ClockVolume on(Disk disk) {
        return disk.volume("clock", ClockVolume::new);
    }

    boolean hasRun() {
        return hasRun;
    }

    long boundNanos() {
        return boundNanos;
    }

    void markRun(Disk disk) {
        if (!hasRun) {
            hasRun = true;
            disk.written(NO_GROWTH, () -> hasRun = false);
        }
    }

    void bound(long nextNanos, Disk disk) {
        long before = boundNanos;
        boundNanos = nextNanos;
        disk.written(NO_GROWTH, () -> boundNanos = before);
    }
}
