package io.biplane.kv.hlc;

import io.biplane.storage.key.Timestamp;

import java.util.function.LongSupplier;

/** A node's hybrid logical clock: physical time when it moves, a counter when it does not. */
public final class HybridClock {
    private final LongSupplier wallNanos;

    /** Highest reading given or received; never falls. Not persistent. */
    private Timestamp last = Timestamp.ZERO;

    /**
     * A clock over a machine's wall clock.
     *
     * @param wallNanos reads the wall clock in nanoseconds; it may jump either way
     */
    public HybridClock(LongSupplier wallNanos) {
        this.wallNanos = wallNanos;
    }

    /**
     * The time of an event that happens now; above all readings before and all timestamps received.
     */
    public Timestamp now() {
        long wall = wallNanos.getAsLong();
        last = wall > last.wallNanos() ? Timestamp.of(wall) : last.next();
        return last;
    }

    /**
     * The time now without an event: at least what {@link #now} gave last. For comparisons with
     * deadlines.
     */
    public Timestamp peek() {
        long wall = wallNanos.getAsLong();
        return wall > last.wallNanos() ? Timestamp.of(wall) : last;
    }

    /** Takes a timestamp received from elsewhere into account: later readings are above it. */
    public void update(Timestamp received) {
        if (received.isAfter(last)) {
            last = received;
        }
    }
}
