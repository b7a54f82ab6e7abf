package io.biplane.kv.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.RangeDescriptor;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class RouterCoreTest {
    private static final RangeDescriptor TABLE = RangeCacheTest.range(7, 0, 10, 1, 1, 2, 3);
    private static final Key KEY = RangeCacheTest.key(3);
    private static final KvRequest GET = new KvRequest.Get(KEY);
    private static final KvRequest PUT = new KvRequest.Put(KEY, new byte[] {1});
    private static final BatchReply.Ok NOTHING = RouterHarness.okValue(Optional.empty());
    private static final BatchReply.Ok DONE =
            new BatchReply.Ok(List.of(KvResponse.Done.INSTANCE), Timestamp.of(1));

    private final RouterHarness router = new RouterHarness();

    @Test
    void when_a_range_is_unknown_then_it_is_looked_up_once_for_all_who_wait() {
        router.send(1, GET);
        router.send(2, GET);
        RouterOutput.Route lookup = router.onlyRoute();
        assertThat(lookup.range()).isEqualTo(RouterHarness.META.id());
        router.answerLookup(lookup, TABLE);
        List<RouterOutput.Route> routes = router.routes();
        assertThat(routes).hasSize(2);
        for (RouterOutput.Route route : routes) {
            assertThat(route.range()).isEqualTo(TABLE.id());
            router.answer(route, NOTHING);
        }
        assertThat(router.finished(1)).isEqualTo(NOTHING);
        assertThat(router.finished(2)).isEqualTo(NOTHING);
        assertThat(router.changes()).containsExactly("kv.cache_miss lookup");
    }

    @Test
    void when_the_replica_asked_names_the_leaseholder_then_that_one_is_asked_and_remembered() {
        router.learn(TABLE);
        router.send(1, GET);
        RouterOutput.Route first = router.onlyRoute();
        assertThat(first.target()).isEqualTo(new NodeId(1)); // nearest: this node
        router.answer(first, notLeaseHolder(Optional.of(new NodeId(3))));
        RouterOutput.Route second = router.onlyRoute();
        assertThat(second.target()).isEqualTo(new NodeId(3));
        router.answer(second, NOTHING);
        assertThat(router.finished(1)).isEqualTo(NOTHING);
        assertThat(router.changes()).containsExactly("kv.redirect n1 n3");
        router.send(2, GET);
        assertThat(router.onlyRoute().target()).isEqualTo(new NodeId(3));
    }

    private static BatchReply notLeaseHolder(Optional<NodeId> holder) {
        return new BatchReply.NotLeaseHolder(TABLE.id(), Optional.of(TABLE), holder);
    }

    @Test
    void when_nobody_knows_the_leaseholder_then_all_are_asked_then_again_after_pauses_that_grow() {
        router.learn(TABLE);
        router.send(1, GET);
        long[] pauses = new long[8];
        for (int round = 0; round < pauses.length; round++) {
            for (int node = 1; node <= 3; node++) {
                RouterOutput.Route route = router.onlyRouteTo(TABLE);
                assertThat(route.target()).isEqualTo(new NodeId(node));
                router.answer(route, notLeaseHolder(Optional.empty()));
            }
            router.ignoreLookups();
            pauses[round] = router.runToDeadline();
        }
        long expected = 50_000_000L;
        for (long pause : pauses) {
            assertThat(pause).isBetween(expected * 85 / 100 - 1, expected);
            expected = Math.min(2 * expected, 1_000_000_000L);
        }
    }

    @Test
    void when_two_replicas_point_at_each_other_then_the_client_pauses() {
        router.learn(TABLE);
        router.send(1, GET);
        router.answer(router.onlyRoute(), notLeaseHolder(Optional.of(new NodeId(2))));
        router.answer(router.onlyRoute(), notLeaseHolder(Optional.of(new NodeId(1))));
        assertThat(router.routes()).noneMatch(route -> route.range().equals(TABLE.id()));
        router.ignoreLookups();
        router.runToDeadline();
        assertThat(router.onlyRouteTo(TABLE).target()).isEqualTo(new NodeId(1));
    }

    @Test
    void when_a_cached_range_has_split_then_the_answer_corrects_the_cache_and_the_batch_goes_on() {
        router.learn(TABLE);
        router.send(1, GET);
        RangeDescriptor right = RangeCacheTest.range(8, 2, 10, 2, 1, 2, 3);
        RangeDescriptor left = RangeCacheTest.range(7, 0, 2, 2, 1, 2, 3);
        router.answer(router.onlyRoute(), new BatchReply.RangeKeyMismatch(List.of(left, right)));
        RouterOutput.Route second = router.onlyRoute();
        assertThat(second.range()).isEqualTo(right.id());
        router.answer(second, NOTHING);
        assertThat(router.finished(1)).isEqualTo(NOTHING);
        assertThat(router.changes()).containsExactly("kv.cache_miss stale");
    }

    @Test
    void when_all_cached_replicas_have_moved_away_then_the_range_is_looked_up_and_found() {
        router.learn(TABLE);
        router.send(1, GET);
        for (int i = 0; i < 3; i++) {
            router.answer(router.onlyRouteTo(TABLE), new BatchReply.RangeKeyMismatch(List.of()));
        }
        router.answerLookup(router.onlyRoute(), RangeCacheTest.range(7, 0, 10, 5, 4, 5, 6));
        router.runToDeadline();
        RouterOutput.Route route = router.onlyRoute();
        assertThat(route.target()).isEqualTo(new NodeId(4));
        router.answer(route, NOTHING);
        assertThat(router.finished(1)).isEqualTo(NOTHING);
    }

    @Test
    void when_a_node_is_silent_then_all_requests_to_it_move_on_together_and_later_ones_avoid_it() {
        router.learnWithLeaseholder(TABLE, 2);
        router.send(1, GET);
        router.passSeconds(1);
        router.send(2, GET);
        assertThat(router.routes()).allMatch(route -> route.target().equals(new NodeId(2)));
        router.passSeconds(5); // 6 s after the first
        List<RouterOutput.Route> moved = router.routes();
        assertThat(moved).hasSize(2).allMatch(route -> route.target().equals(new NodeId(1)));
        router.send(3, GET);
        assertThat(router.onlyRoute().target()).isEqualTo(new NodeId(1));
    }

    @Test
    void when_a_silent_node_is_due_for_a_probe_then_one_request_goes_there() {
        router.learnWithLeaseholder(TABLE, 2);
        router.send(1, GET);
        router.onlyRoute();
        router.passSeconds(6);
        router.routes();
        router.passSeconds(1);
        router.send(2, GET);
        RouterOutput.Route probe = router.onlyRoute();
        assertThat(probe.target()).isEqualTo(new NodeId(2));
        router.send(3, GET);
        assertThat(router.onlyRoute().target()).isEqualTo(new NodeId(1));
        router.answer(probe, NOTHING);
        router.send(4, GET);
        assertThat(router.onlyRoute().target()).isEqualTo(new NodeId(2));
    }

    @Test
    void when_a_write_is_never_answered_then_it_is_ambiguous_and_a_read_is_unavailable() {
        router.learn(TABLE);
        router.send(1, PUT);
        router.send(2, GET);
        for (int second = 0; second < 60; second++) {
            router.passSeconds(1);
            router.routes();
        }
        assertThat(router.finished(1)).isInstanceOf(BatchReply.Ambiguous.class);
        assertThat(router.finished(2)).isInstanceOf(BatchReply.Unavailable.class);
    }

    @Test
    void when_a_write_was_only_ever_refused_then_giving_up_is_unavailable_not_ambiguous() {
        router.learn(TABLE);
        router.send(1, PUT);
        for (int step = 0; step < 600 && !router.isFinished(1); step++) {
            while (router.hasRoutes()) {
                router.ignoreLookups();
                for (RouterOutput.Route route : router.routes()) {
                    router.answer(route, notLeaseHolder(Optional.empty()));
                }
            }
            router.passNanos(200_000_000L);
        }
        assertThat(router.finished(1)).isInstanceOf(BatchReply.Unavailable.class);
    }

    @Test
    void when_a_late_answer_comes_after_the_write_was_sent_elsewhere_then_it_counts() {
        router.learn(TABLE);
        router.send(1, PUT);
        RouterOutput.Route first = router.onlyRoute();
        router.passSeconds(6);
        assertThat(router.onlyRoute().target()).isEqualTo(new NodeId(2));
        router.answer(first, DONE);
        assertThat(router.finished(1)).isEqualTo(DONE);
    }

    @Test
    void when_a_repeated_write_fails_while_an_earlier_message_is_about_then_it_is_ambiguous() {
        router.learn(TABLE);
        router.send(1, PUT);
        router.onlyRoute();
        router.passSeconds(6);
        router.answer(router.onlyRoute(), new BatchReply.ConditionFailed(KEY, Optional.empty()));
        assertThat(router.finished(1)).isInstanceOf(BatchReply.Ambiguous.class);
    }

    @Test
    void when_the_process_died_and_the_next_leaseholder_fails_the_write_then_it_failed_for_sure() {
        router.learn(TABLE);
        router.send(1, PUT);
        assertThat(router.onlyRoute().target()).isEqualTo(new NodeId(1));
        router.peerLost(1);
        BatchReply failed = new BatchReply.ConditionFailed(KEY, Optional.empty());
        router.answer(router.onlyRoute(), failed);
        assertThat(router.finished(1)).isEqualTo(failed);
    }

    @Test
    void a_write_over_two_ranges_is_refused_and_a_read_is_split_and_joined() {
        router.learn(TABLE);
        router.learn(RangeCacheTest.range(8, 10, 20, 1, 1, 2, 3));
        router.send(1, PUT, new KvRequest.Put(RangeCacheTest.key(12), new byte[] {1}));
        assertThat(router.finished(1)).isInstanceOf(BatchReply.CrossRange.class);

        Span both = new Span(RangeCacheTest.key(5), RangeCacheTest.key(15));
        router.send(2, GET, new KvRequest.Scan(both, 3, false));
        RouterOutput.Route left = router.onlyRoute();
        assertThat(left.batch().requests()).hasSize(2);
        assertThat(left.batch().readAt().isZero()).isFalse();
        router.answer(left, rows(left, 6, 7));
        RouterOutput.Route right = router.onlyRoute();
        assertThat(right.batch().readAt()).isEqualTo(left.batch().readAt());
        KvRequest.Scan rest = (KvRequest.Scan) right.batch().requests().get(0);
        assertThat(rest)
                .isEqualTo(new KvRequest.Scan(
                        new Span(RangeCacheTest.key(10), RangeCacheTest.key(15)), 1, false));
        router.answer(
                right,
                new BatchReply.Ok(
                        List.of(new KvResponse.Rows(
                                List.of(row(11)), Optional.of(RangeCacheTest.key(13)))),
                        right.batch().readAt()));
        BatchReply.Ok joined = (BatchReply.Ok) router.finished(2);
        KvResponse.Rows scanned = (KvResponse.Rows) joined.responses().get(1);
        assertThat(scanned.rows())
                .extracting(KvResponse.Row::key)
                .containsExactly(
                        RangeCacheTest.key(6), RangeCacheTest.key(7), RangeCacheTest.key(11));
        assertThat(scanned.resume()).contains(RangeCacheTest.key(13));
    }

    private static KvResponse.Row row(int key) {
        return new KvResponse.Row(RangeCacheTest.key(key), new byte[0]);
    }

    private static BatchReply.Ok rows(RouterOutput.Route to, int one, int two) {
        return new BatchReply.Ok(
                List.of(
                        new KvResponse.Value(Optional.empty()),
                        new KvResponse.Rows(List.of(row(one), row(two)), Optional.empty())),
                to.batch().readAt());
    }

    @Test
    void when_a_split_read_meets_an_uncertain_value_then_it_is_done_again_above_it() {
        router.learn(TABLE);
        router.learn(RangeCacheTest.range(8, 10, 20, 1, 1, 2, 3));
        router.send(1, GET, new KvRequest.Get(RangeCacheTest.key(12)));
        List<RouterOutput.Route> parts = router.routes();
        assertThat(parts).hasSize(2);
        Timestamp met = parts.get(0).batch().readAt().plusNanos(1_000);
        router.answer(parts.get(0), new BatchReply.Uncertain(met));
        List<RouterOutput.Route> again = router.routes();
        assertThat(again).hasSize(2).allMatch(part -> part.batch().readAt().equals(met));
        router.answer(parts.get(1), NOTHING); // of the first try: no longer of use
        assertThat(router.isFinished(1)).isFalse();
        for (RouterOutput.Route part : again) {
            router.answer(part, NOTHING);
        }
        assertThat(((BatchReply.Ok) router.finished(1)).at()).isEqualTo(met);
    }

    @Test
    void a_reverse_scan_goes_through_the_ranges_from_the_last_to_the_first() {
        router.learn(TABLE);
        router.learn(RangeCacheTest.range(8, 10, 20, 1, 1, 2, 3));
        Span both = new Span(RangeCacheTest.key(5), RangeCacheTest.key(15));
        router.send(1, new KvRequest.Scan(both, 9, true));
        RouterOutput.Route right = router.onlyRoute();
        assertThat(right.batch().requests().get(0))
                .isEqualTo(new KvRequest.Scan(
                        new Span(RangeCacheTest.key(10), RangeCacheTest.key(15)), 9, true));
        router.answer(
                right,
                new BatchReply.Ok(
                        List.of(new KvResponse.Rows(List.of(row(11)), Optional.empty())),
                        right.batch().readAt()));
        RouterOutput.Route left = router.onlyRoute();
        assertThat(left.batch().requests().get(0))
                .isEqualTo(new KvRequest.Scan(
                        new Span(RangeCacheTest.key(5), RangeCacheTest.key(10)), 8, true));
    }
}
