package io.biplane.testbed.result;

import java.util.List;

/**
 * Who had something over time.
 *
 * @param subject range ({@code main.kv/3}) or node ({@code n3})
 * @param segments in order of time, not overlapping; what lies between is a gap, in which nobody
 *     had it
 */
public record Lane(Kind kind, String subject, List<Segment> segments) {
    public Lane {
        segments = List.copyOf(segments);
    }

    /** What the lane is about. */
    public enum Kind {
        /** Holder of a range's lease; detail is the lease's kind. */
        LEASE,
        /** Leader of a range's Raft group; detail is the term. */
        LEADER,
        /** State of a node; the value is LIVE, DRAINING, DOWN …; detail is its binary. */
        NODE
    }

    /**
     * A stretch with one holder.
     *
     * @param value node name, or state for {@link Kind#NODE}
     * @param detail shown on hover; may be empty
     */
    public record Segment(String value, String detail, long fromNanos, long untilNanos) {}
}
