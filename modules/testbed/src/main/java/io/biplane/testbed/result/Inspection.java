package io.biplane.testbed.result;

import io.biplane.kernel.trace.TraceEvent;

/**
 * A close look at a stretch of a run, which ends where the stretch ends. Times are virtual, since
 * the run's zero.
 *
 * @param fromNanos from here on every event is told; later than {@code untilNanos}: none is
 * @param untilNanos the run ends here, or at its horizon
 * @param reader is told
 */
public record Inspection(long fromNanos, long untilNanos, Reader reader) {
    /** Takes events, on the simulation's thread, as they happen; may take its time. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes one event.
         *
         * @param number how many events of the queue were executed before it
         */
        void event(long atNanos, long number, TraceEvent event);
    }
}
