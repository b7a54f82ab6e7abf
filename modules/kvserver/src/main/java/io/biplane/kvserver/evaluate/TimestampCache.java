package io.biplane.kvserver.evaluate;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;

/**
 * The highest time at which each key of a range was read, never too low, sometimes too high: memory
 * is bounded by forgetting into a low-water mark that stands for all keys.
 *
 * <p>Two pages of segments. When the newer is full the older is forgotten: the mark rises to its
 * highest time, and a new page begins. Source of the idea: CockroachDB {@code tscache} (rotated
 * pages).
 */
public final class TimestampCache {
    /** Segments a page holds. Our choice: some hundred KiB a range at most. */
    public static final int PAGE_SEGMENTS = 4096;

    private final int pageSegments;
    private SegmentPage newer = new SegmentPage();
    private SegmentPage older = new SegmentPage();

    /** Nothing was read above this on keys not in a page. Rises only. */
    private Timestamp lowWater;

    /**
     * A cache of a lease that begins at {@code lowWater}: reads under earlier leases were at or
     * below it.
     */
    public TimestampCache(Timestamp lowWater) {
        this(lowWater, PAGE_SEGMENTS);
    }

    TimestampCache(Timestamp lowWater, int pageSegments) {
        this.lowWater = lowWater;
        this.pageSegments = pageSegments;
    }

    /** Notes that all keys of the span were read at {@code at}, present or not. */
    public void add(Span span, Timestamp at) {
        if (!at.isAfter(lowWater)) {
            return;
        }
        newer.raise(span, at);
        if (newer.size() >= pageSegments) {
            lowWater = lowWater.max(older.highest());
            older = newer;
            newer = new SegmentPage();
        }
    }

    /** No key of the span was read above the result. */
    public Timestamp highest(Span span) {
        return lowWater.max(newer.highestIn(span)).max(older.highestIn(span));
    }

    /** No key was read above the result; travels with a lease transfer. */
    public Timestamp summary() {
        return lowWater.max(newer.highest()).max(older.highest());
    }

    /** Forgets the past at the start of a new lease: everything was read at {@code mark}. */
    public void reset(Timestamp mark) {
        newer = new SegmentPage();
        older = new SegmentPage();
        lowWater = mark;
    }

    /** Times of disjoint segments of the keyspace. */
    private static final class SegmentPage {
        private record Segment(Key end, Timestamp at) {}

        private final java.util.TreeMap<Key, Segment> segments = new java.util.TreeMap<>();
        private Timestamp highest = Timestamp.ZERO;

        int size() {
            return segments.size();
        }

        Timestamp highest() {
            return highest;
        }

        Timestamp highestIn(Span span) {
            Timestamp max = Timestamp.ZERO;
            var before = segments.lowerEntry(span.start());
            if (before != null && before.getValue().end().compareTo(span.start()) > 0) {
                max = before.getValue().at();
            }
            for (Segment segment : segments.subMap(span.start(), span.end()).values()) {
                max = max.max(segment.at());
            }
            return max;
        }

        void raise(Span span, Timestamp at) {
            highest = highest.max(at);
            cut(span.start());
            cut(span.end());
            Key covered = span.start();
            var inside = new java.util.ArrayList<>(
                    segments.subMap(span.start(), span.end()).entrySet());
            for (var entry : inside) {
                if (covered.compareTo(entry.getKey()) < 0) {
                    segments.put(covered, new Segment(entry.getKey(), at));
                }
                Segment segment = entry.getValue();
                segments.put(
                        entry.getKey(), new Segment(segment.end(), segment.at().max(at)));
                covered = segment.end();
            }
            if (covered.compareTo(span.end()) < 0) {
                segments.put(covered, new Segment(span.end(), at));
            }
            if (inside.size() > 1) {
                merge(span);
            }
        }

        /** Splits the segment that {@code key} lies within. */
        private void cut(Key key) {
            var before = segments.lowerEntry(key);
            if (before != null && before.getValue().end().compareTo(key) > 0) {
                Segment segment = before.getValue();
                segments.put(before.getKey(), new Segment(key, segment.at()));
                segments.put(key, segment);
            }
        }

        /**
         * Joins neighbours within the span that have the same time, as after a scan over many
         * points.
         */
        private void merge(Span span) {
            Key start = null;
            Segment run = null;
            var inside = new java.util.ArrayList<>(
                    segments.subMap(span.start(), span.end()).entrySet());
            for (var entry : inside) {
                Segment segment = entry.getValue();
                boolean joins = run != null
                        && run.end().equals(entry.getKey())
                        && run.at().equals(segment.at());
                if (joins) {
                    segments.remove(entry.getKey());
                    run = new Segment(segment.end(), run.at());
                    segments.put(start, run);
                } else {
                    start = entry.getKey();
                    run = segment;
                }
            }
        }
    }
}
