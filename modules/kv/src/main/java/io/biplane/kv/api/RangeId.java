package io.biplane.kv.api;

/**
 * A range of the keyspace, one Raft group.
 *
 * @param value 1 and up, never reused
 */
public record RangeId(long value) implements Comparable<RangeId> {
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
        return "r" + value;
    }
}
