package io.biplane.base.key;

/**
 * A hybrid logical clock reading. Source: Kulkarni et al., "Logical Physical Clocks" (2014).
 *
 * @param wallNanos physical part, nanoseconds
 * @param logical orders events within one physical instant, at least 0
 */
public record Timestamp(long wallNanos, int logical) implements Comparable<Timestamp> {
    /** Before every event; as a read time it means "the leaseholder chooses". */
    public static final Timestamp ZERO = new Timestamp(0, 0);

    public static final Timestamp MAX = new Timestamp(Long.MAX_VALUE, Integer.MAX_VALUE);

    public static Timestamp of(long wallNanos) {
        return new Timestamp(wallNanos, 0);
    }

    /** The lowest timestamp above this one. */
    public Timestamp next() {
        return logical == Integer.MAX_VALUE
                ? new Timestamp(wallNanos + 1, 0)
                : new Timestamp(wallNanos, logical + 1);
    }

    public Timestamp plusNanos(long nanos) {
        return new Timestamp(wallNanos + nanos, logical);
    }

    public boolean isZero() {
        return wallNanos == 0 && logical == 0;
    }

    public boolean isAfter(Timestamp other) {
        return compareTo(other) > 0;
    }

    public Timestamp max(Timestamp other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public int compareTo(Timestamp other) {
        int byWall = Long.compare(wallNanos, other.wallNanos);
        return byWall != 0 ? byWall : Integer.compare(logical, other.logical);
    }

    /** {@code seconds.nanos,logical}, as CockroachDB prints it. */
    @Override
    public String toString() {
        String fraction = String.valueOf(1_000_000_000L + Math.floorMod(wallNanos, 1_000_000_000L));
        return Math.floorDiv(wallNanos, 1_000_000_000L) + "." + fraction.substring(1) + ","
                + logical;
    }
}
