package io.biplane.kvserver.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.keys.TenantKeys;

import org.junit.jupiter.api.Test;

class RoutingSimulationTest {
    private static final Key ROW = EdgeRanges.row(7);

    private static KvRequest create() {
        return new KvRequest.PutIfAbsent(ROW, new byte[] {1});
    }

    private static void assertOk(EdgeCluster cluster, long request) {
        assertThat(cluster.reply(request)).isInstanceOf(BatchReply.Ok.class);
    }

    @Test
    void a_cold_client_looks_the_range_up_and_a_warm_one_goes_straight_to_the_leaseholder() {
        try (EdgeCluster cluster = new EdgeCluster(1, 5)) {
            cluster.runSeconds(1);
            cluster.ranges.lease(cluster.ranges.table(), 3);
            long cold = cluster.send(5, create());
            cluster.runSeconds(0.5);
            assertOk(cluster, cold);
            assertThat(cluster.count("n5 kv.cache_miss 3 lookup")).isEqualTo(1);
            assertThat(cluster.count("n5 kv.redirect")).isEqualTo(1);
            long before = cluster.simulation.nowNanos();
            long warm = cluster.send(5, new KvRequest.Get(ROW));
            cluster.runSeconds(0.5);
            assertOk(cluster, warm);
            // One round trip of 1 ms links and some CPU.
            assertThat(cluster.repliedAtNanos(warm) - before).isBetween(2_000_000L, 2_200_000L);
            assertThat(cluster.count("n5 kv.redirect")).isEqualTo(1);
        }
    }

    @Test
    void when_the_lease_moved_then_one_redirect_corrects_the_stale_cache() {
        try (EdgeCluster cluster = new EdgeCluster(2, 5)) {
            cluster.runSeconds(1);
            long first = cluster.send(5, create());
            cluster.runSeconds(0.5);
            cluster.ranges.lease(cluster.ranges.table(), 2);
            long second = cluster.send(5, new KvRequest.Get(ROW));
            long third = cluster.send(5, new KvRequest.Get(ROW));
            cluster.runSeconds(0.5);
            assertOk(cluster, first);
            assertOk(cluster, second);
            assertOk(cluster, third);
            assertThat(cluster.changes()).contains("n5 kv.redirect r3 n1 n2");
            long redirects = cluster.count("n5 kv.redirect");
            assertOk(cluster, run(cluster, new KvRequest.Get(ROW)));
            assertThat(cluster.count("n5 kv.redirect")).isEqualTo(redirects);
        }
    }

    private static long run(EdgeCluster cluster, KvRequest request) {
        long id = cluster.send(5, request);
        cluster.runSeconds(0.5);
        return id;
    }

    /**
     * The write takes effect, its answer is lost; the repeat at the next leaseholder must find that
     * and say Ok.
     */
    @Test
    void when_answers_are_lost_one_way_then_the_repeated_write_takes_effect_once() {
        try (EdgeCluster cluster = new EdgeCluster(3, 5)) {
            cluster.runSeconds(1);
            assertOk(cluster, run(cluster, new KvRequest.Get(ROW)));
            cluster.simulation.network().oneWay("n1", "n5");
            long write = cluster.send(5, create());
            cluster.runSeconds(4);
            assertThat(cluster.isReplied(write)).isFalse();
            assertThat(cluster.ranges.versions(ROW)).isEqualTo(1);
            cluster.ranges.lease(cluster.ranges.table(), 2);
            cluster.runSeconds(4);
            assertOk(cluster, write); // PutIfAbsent evaluated again would fail
            assertThat(cluster.ranges.versions(ROW)).isEqualTo(1);
        }
    }

    @Test
    void when_requests_are_lost_one_way_then_the_read_moves_on_after_the_send_timeout() {
        try (EdgeCluster cluster = new EdgeCluster(4, 5)) {
            cluster.runSeconds(1);
            assertOk(cluster, run(cluster, create()));
            cluster.simulation.network().oneWay("n5", "n1");
            long sentAt = cluster.simulation.nowNanos();
            long read = cluster.send(5, new KvRequest.Get(ROW));
            cluster.runSeconds(3);
            cluster.ranges.lease(cluster.ranges.table(), 3);
            cluster.runSeconds(5);
            assertOk(cluster, read);
            assertThat(cluster.repliedAtNanos(read) - sentAt)
                    .isBetween(6 * EdgeCluster.SECOND, 6_200_000_000L);
        }
    }

    @Test
    void when_the_leaseholders_process_dies_then_the_client_hears_at_once_and_tries_the_others() {
        try (EdgeCluster cluster = new EdgeCluster(5, 5)) {
            cluster.runSeconds(1);
            cluster.ranges.lease(cluster.ranges.table(), 3);
            assertOk(cluster, run(cluster, create()));
            cluster.host(3).kill();
            long diedAt = cluster.simulation.nowNanos();
            long read = cluster.send(5, new KvRequest.Get(ROW));
            cluster.runSeconds(0.3);
            assertThat(cluster.isReplied(read)).isFalse(); // the others still name the dead one
            cluster.ranges.lease(cluster.ranges.table(), 2);
            cluster.runSeconds(3);
            assertOk(cluster, read);
            assertThat(cluster.repliedAtNanos(read) - diedAt).isLessThan(2 * EdgeCluster.SECOND);
        }
    }

    @Test
    void when_nobody_serves_then_a_request_ends_after_its_patience_and_not_before() {
        try (EdgeCluster cluster = new EdgeCluster(6, 5)) {
            cluster.runSeconds(1);
            assertOk(cluster, run(cluster, create()));
            cluster.ranges.lease(cluster.ranges.table(), 4); // has no replica
            cluster.ranges.hintsLeaseholder(false);
            long read = cluster.send(5, new KvRequest.Get(ROW));
            cluster.runSeconds(59.5);
            assertThat(cluster.isReplied(read)).isFalse();
            cluster.runSeconds(1);
            assertThat(cluster.reply(read)).isInstanceOf(BatchReply.Unavailable.class);
        }
    }

    @Test
    void a_scan_over_two_ranges_comes_back_as_one_and_a_tenant_cannot_leave_its_span() {
        try (EdgeCluster cluster = new EdgeCluster(7, 5)) {
            cluster.runSeconds(1);
            run(cluster, new KvRequest.Put(EdgeRanges.row(49), new byte[] {1}));
            run(cluster, new KvRequest.Put(EdgeRanges.row(50), new byte[] {2}));
            Span all = new Span(EdgeRanges.TABLE, EdgeRanges.TABLE.prefixEnd());
            BatchReply.Ok scan =
                    (BatchReply.Ok) cluster.reply(run(cluster, new KvRequest.Scan(all, 9, false)));
            assertThat(((KvResponse.Rows) scan.responses().get(0)).rows()).hasSize(2);
            long outside = run(
                    cluster,
                    new KvRequest.Get(TenantKeys.table(io.biplane.base.id.TenantId.SYSTEM, 3)));
            assertThat(cluster.reply(outside)).isInstanceOf(BatchReply.Unauthorized.class);
        }
    }

    @Test
    void the_same_seed_gives_the_same_run() {
        assertThat(digest(9)).isEqualTo(digest(9));
    }

    private static long digest(long seed) {
        try (EdgeCluster cluster = new EdgeCluster(seed, 5)) {
            cluster.runSeconds(2);
            run(cluster, create());
            cluster.host(2).kill();
            cluster.runSeconds(8);
            return cluster.simulation.trace().digest();
        }
    }
}
