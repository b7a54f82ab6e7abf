package io.biplane.kernel.sim;

import io.biplane.base.invariant.InvariantViolation;

import java.util.Locale;

/**
 * A run that had to stop: what went wrong, and the place (seed, virtual time, event, host) that
 * reproduces it.
 */
public final class RunStopped extends InvariantViolation {
    private static final long serialVersionUID = 1L;

    private final long seed;
    private final long atNanos;
    private final long eventNumber;
    private final String host;

    RunStopped(Throwable cause, long seed, long atNanos, long eventNumber, String host) {
        super(text(cause, seed, atNanos, eventNumber, host), cause);
        this.seed = seed;
        this.atNanos = atNanos;
        this.eventNumber = eventNumber;
        this.host = host;
    }

    private static String text(
            Throwable cause, long seed, long atNanos, long eventNumber, String host) {
        String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return what
                + String.format(
                        Locale.ROOT,
                        " [seed %d, virtual time %d.%09ds, event %d, %s]",
                        seed,
                        atNanos / 1_000_000_000,
                        atNanos % 1_000_000_000,
                        eventNumber,
                        host.isEmpty() ? "no host" : "host " + host);
    }

    /** Seed of the run. */
    public long seed() {
        return seed;
    }

    /** Virtual instant, nanoseconds since the start. */
    public long atNanos() {
        return atNanos;
    }

    /** Running number of the task or event, from 1. */
    public long eventNumber() {
        return eventNumber;
    }

    /** Host whose task it was; empty if none. */
    public String host() {
        return host;
    }
}
