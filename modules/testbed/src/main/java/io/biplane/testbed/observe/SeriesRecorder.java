package io.biplane.testbed.observe;

import io.biplane.kernel.trace.StateChange;
import io.biplane.kv.change.KvChange;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.testbed.change.TestbedChange;
import io.biplane.testbed.result.Series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, in buckets, the kinds of event that make statements slower. */
final class SeriesRecorder {
    /** Width of a bucket: as fine as a close-up shows; wider pictures add buckets up. Our choice. */
    static final long BUCKET_NANOS = 10_000_000L;

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "reconnects",
                    "Reconnects",
                    "A client lost its session and made a new one on another node: connect, authenticate, go on.",
                    List.of(
                            TestbedChange.SessionMoved.class,
                            TestbedChange.ClientReconnected.class)),
            new Kind(
                    "cold_caches",
                    "Cold caches",
                    "Something had to be looked up or planned afresh: range addresses, table descriptors, plans, users.",
                    List.of(
                            KvChange.RangeCacheMissed.class,
                            SqlServerChange.UserCacheMissed.class,
                            SqlServerChange.DescriptorCacheMissed.class,
                            SqlServerChange.PlanMissed.class)),
            new Kind(
                    "redirects",
                    "Redirects",
                    "A request went to a node that no longer holds the lease and was sent on.",
                    List.of(KvChange.RequestRedirected.class)),
            new Kind(
                    "lease_moves",
                    "Lease moves",
                    "A range's lease changed hands; requests to the range wait meanwhile.",
                    List.of(
                            KvServerChange.LeaseTransferred.class,
                            KvServerChange.LeaseExpired.class)),
            new Kind(
                    "flow_reruns",
                    "Flow reruns",
                    "A query that several nodes worked on was refused, cut or in doubt, and ran again on its gateway alone.",
                    List.of(SqlServerChange.FlowRerun.class)));

    private final List<Map<Long, Long>> counts = new ArrayList<>();

    private record Kind(
            String name,
            String title,
            String explanation,
            List<Class<? extends StateChange>> changes) {}

    SeriesRecorder() {
        KINDS.forEach(kind -> counts.add(new TreeMap<>()));
    }

    void count(StateChange change, long atNanos) {
        for (int i = 0; i < KINDS.size(); i++) {
            if (KINDS.get(i).changes().contains(change.getClass())) {
                counts.get(i).merge((atNanos / BUCKET_NANOS + 1) * BUCKET_NANOS, 1L, Long::sum);
            }
        }
    }

    List<Series> series() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            Kind kind = KINDS.get(i);
            List<Series.Point> points = new ArrayList<>();
            counts.get(i).forEach((at, count) -> points.add(new Series.Point(at, count)));
            series.add(new Series(
                    kind.name(), kind.title(), kind.explanation(), BUCKET_NANOS, points));
        }
        return series;
    }
}
