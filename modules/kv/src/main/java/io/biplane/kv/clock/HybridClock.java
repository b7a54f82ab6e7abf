package io.biplane.kv.clock;

import io.biplane.base.key.Timestamp;

import java.util.function.LongSupplier;

/** A node's hybrid logical clock: physical time when it moves, a counter when it does not. */
public final class HybridClock {
    private final LongSupplier wallNanos;
    private final long maxOffsetNanos;

    /** Highest reading given or received; never falls. Not persistent. */
    private Timestamp last = Timestamp.ZERO;

    /** No reading given is above; {@link Long#MAX_VALUE} while no bound is persisted. */
    private long boundNanos = Long.MAX_VALUE;

    /** Told when something needs the node's attention; they do no more than tell an actor. */
    private Alarms alarms = Alarms.NONE;

    /** What a clock cannot settle by itself. */
    public interface Alarms {
        /** Nobody listens. */
        Alarms NONE = new Alarms() {
            @Override
            public void refused() {}

            @Override
            public void beyondBound(long wallNanos) {}
        };

        /** A timestamp of somebody else was refused: one of the two clocks is off. */
        void refused();

        /** The wall clock has passed the bound; readings stand still below it. */
        void beyondBound(long wallNanos);
    }

    /**
     * A clock over a machine's wall clock.
     *
     * @param wallNanos reads the wall clock in nanoseconds; it may jump either way
     * @param maxOffsetNanos a timestamp received is not believed when it is further ahead of the
     *     wall clock
     */
    public HybridClock(LongSupplier wallNanos, long maxOffsetNanos) {
        this.wallNanos = wallNanos;
        this.maxOffsetNanos = maxOffsetNanos;
    }

    /**
     * The time of an event that happens now; above all readings before and all timestamps received.
     */
    public Timestamp now() {
        long wall = boundedWallNanos();
        last = wall > last.wallNanos() ? Timestamp.of(wall) : last.next();
        return last;
    }

    /**
     * The time now without an event: at least what {@link #now} gave last. For comparisons with
     * deadlines.
     */
    public Timestamp peek() {
        long wall = boundedWallNanos();
        return wall > last.wallNanos() ? Timestamp.of(wall) : last;
    }

    private long boundedWallNanos() {
        long wall = wallNanos.getAsLong();
        if (wall < boundNanos) {
            return wall;
        }
        alarms.beyondBound(wall);
        return boundNanos - 1;
    }

    /** What the machine's wall clock shows. */
    public long wallNanos() {
        return wallNanos.getAsLong();
    }

    /**
     * Takes a timestamp received from elsewhere into account: later readings are above it. One that
     * is ahead of this machine's wall clock by more than the max offset is refused, and changes
     * nothing: no clock follows another beyond the limit. Source: CockroachDB {@code
     * hlc.Clock.UpdateAndCheckMaxOffset}.
     *
     * @return whether it was taken; {@link ClockDoor} is for those who have to say so
     */
    public boolean update(Timestamp received) {
        if (!received.isAfter(last)) {
            return true;
        }
        if (aheadNanos(received) > maxOffsetNanos) {
            alarms.refused();
            return false;
        }
        last = received;
        return true;
    }

    /** By how much a timestamp is ahead of this machine's wall clock; negative when it is behind. */
    public long aheadNanos(Timestamp received) {
        return received.wallNanos() - wallNanos.getAsLong();
    }

    /** From now on readings stay below a wall time; {@link Long#MAX_VALUE} ends that. */
    public void bound(long nanos) {
        boundNanos = nanos;
    }

    /** Has one listener told; replaces the one before. */
    public void alarms(Alarms listener) {
        alarms = listener;
    }
}
