package io.biplane.base.id;

/**
 * A range of the keyspace, one Raft group.
 *
 * @param value 1 and up, never reused
 */
public record RangeId(long value) implements Comparable<RangeId> {
    private static final String PREFIX = "r";

    /** Reads what {@link #toString} writes: {@code r7}. */
    public static RangeId parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a range is written like r7, not '" + text + "'");
        }
        return new RangeId(Long.parseLong(text.substring(PREFIX.length())));
    }

    @Override
    public int compareTo(RangeId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
