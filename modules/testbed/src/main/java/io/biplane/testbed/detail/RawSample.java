package io.biplane.testbed.detail;

/**
 * One operation from when it was due to its end.
 *
 * @param load name of the load
 * @param operation such as {@code read}
 * @param dueAtNanos when it was due
 * @param responseNanos from then until its end
 * @param ending how it ended
 */
public record RawSample(
        String load, String operation, long dueAtNanos, long responseNanos, Ending ending) {
    /** How an operation ended, as its client knows; Jepsen's words. */
    public enum Ending {
        OK,
        FAIL,
        INFO
    }

    /** When it ended. */
    public long doneAtNanos() {
        return dueAtNanos + responseNanos;
    }
}
