package io.biplane.kernel.cpu;

import io.biplane.kernel.loop.EventLoop;

/**
 * A machine's wall clock: virtual time plus an offset, running too fast or too slow. Timers are not
 * affected: they run on the
 * monotonic clock, as on a real machine.
 */
public final class MachineClock {
    private static final long MILLION = 1_000_000;

    private final EventLoop loop;
    /** What the clock showed at {@link #anchorAtNanos}. */
    private long anchorWallNanos;
    /** Virtual instant since when {@link #driftPpm} applies. */
    private long anchorAtNanos;
    /** Parts per million by which the clock runs fast (positive) or slow. */
    private long driftPpm;

    /** A clock that shows {@code epochNanos} at virtual instant 0 and runs true. */
    public MachineClock(EventLoop loop, long epochNanos) {
        this.loop = loop;
        this.anchorWallNanos = epochNanos;
    }

    /** What the clock shows, nanoseconds since 1970. */
    public long wallNanos() {
        long elapsed = loop.nowNanos() - anchorAtNanos;
        return anchorWallNanos
                + elapsed
                + elapsed / MILLION * driftPpm
                + elapsed % MILLION * driftPpm / MILLION;
    }

    /** Moves the clock by {@code nanos} at once, forwards or backwards. */
    public void jump(long nanos) {
        anchorWallNanos = wallNanos() + nanos;
        anchorAtNanos = loop.nowNanos();
    }

    /** Same as {@link #jump}: the clock is off by {@code nanos} more from now on. */
    public void offset(long nanos) {
        jump(nanos);
    }

    /**
     * Lets the clock run fast (positive) or slow by parts per million from now on; at most a
     * million.
     */
    public void drift(long ppm) {
        if (Math.abs(ppm) >= MILLION) {
            throw new IllegalArgumentException("drift must be below a million ppm, is " + ppm);
        }
        jump(0);
        driftPpm = ppm;
    }

    /** Drift now, parts per million. */
    public long driftPpm() {
        return driftPpm;
    }
}
