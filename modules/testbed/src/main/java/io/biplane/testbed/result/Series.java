package io.biplane.testbed.result;

import java.util.List;

/**
 * Counts over time that explain a latency: reconnects, cold caches, redirects, lease moves, flow reruns.
 *
 * @param name stable id: {@code reconnects}, {@code cold_caches}, {@code redirects}, {@code
 *     lease_moves}, {@code flow_reruns}
 * @param title for people
 * @param explanation one sentence: why this makes statements slower
 * @param bucketNanos width of a point's interval
 * @param points intervals with a count above zero, in order of time
 */
public record Series(
        String name, String title, String explanation, long bucketNanos, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    /** Count in the interval that ends at {@code atNanos}. */
    public record Point(long atNanos, long count) {}

    /** Sum of all points. */
    public long total() {
        return points.stream().mapToLong(Point::count).sum();
    }
}
