package io.biplane.raft;

/**
 * Identity of one replica within its group, never reused for another replica of that group.
 *
 * @param value positive; 0 only in {@link #NONE}
 */
public record ReplicaId(long value) implements Comparable<ReplicaId> {
    /** "Nobody": no known leader, no vote cast. */
    public static final ReplicaId NONE = new ReplicaId(0);

    public ReplicaId {
        if (value < 0) {
            throw new IllegalArgumentException("replica id must not be negative, is " + value);
        }
    }

    /** The replica with this number, at least 1. */
    public static ReplicaId of(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("replica id must be at least 1, is " + value);
        }
        return new ReplicaId(value);
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return value == 0;
    }

    /** Whether both name the same replica; cheaper than {@code equals} on hot paths. */
    public boolean is(ReplicaId other) {
        return value == other.value;
    }

    @Override
    public int compareTo(ReplicaId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value == 0 ? "none" : "r" + value;
    }
}
