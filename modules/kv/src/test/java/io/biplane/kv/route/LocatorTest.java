package io.biplane.kv.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Span;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.RangeDescriptor;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Questions about who serves spans. */
class LocatorTest {
    private static final RangeDescriptor LEFT = RangeCacheTest.range(7, 0, 10, 1, 1, 2, 3);
    private static final RangeDescriptor RIGHT = RangeCacheTest.range(8, 10, 20, 1, 1, 2, 3);

    private final RouterHarness router = new RouterHarness();

    private static Span span(int from, int to) {
        return new Span(RangeCacheTest.key(from), RangeCacheTest.key(to));
    }

    private static KvClient.Place place(int from, int to, Integer... nodes) {
        return new KvClient.Place(
                span(from, to),
                nodes.length == 0 ? Optional.empty() : Optional.of(new NodeId(nodes[0])));
    }

    @Test
    void when_all_is_known_then_spans_are_cut_at_borders_and_answered_at_once() {
        router.learnWithLeaseholder(LEFT, 2);
        router.learn(RIGHT);
        router.locate(1, span(3, 12), span(15, 16), span(1, 2));
        assertThat(router.located(1))
                .contains(List.of(place(3, 10, 2), place(10, 12), place(15, 16), place(1, 2, 2)));
        assertThat(router.hasRoutes()).isFalse();
    }

    @Test
    void when_a_range_is_unknown_then_it_is_looked_up_and_the_question_goes_on() {
        router.learnWithLeaseholder(LEFT, 3);
        router.locate(1, span(5, 15));
        RouterOutput.Route lookup = router.onlyRoute();
        assertThat(router.located(1)).isEmpty();
        router.answerLookup(lookup, RIGHT);
        assertThat(router.located(1)).contains(List.of(place(5, 10, 3), place(10, 15)));
    }

    @Test
    void when_the_lookup_fails_then_the_rest_is_served_by_nobody_known() {
        router.learnWithLeaseholder(LEFT, 3);
        router.locate(1, span(5, 15), span(16, 17));
        router.answer(router.onlyRoute(), new BatchReply.Unavailable("breaker open"));
        assertThat(router.located(1))
                .contains(List.of(place(5, 10, 3), place(10, 15), place(16, 17)));
    }

    @Test
    void when_nobody_answers_the_lookup_then_patience_ends_and_nothing_is_left_behind() {
        router.locate(1, span(5, 15));
        for (int i = 0; i < 1_000 && router.located(1).isEmpty(); i++) {
            router.runToDeadline();
        }
        assertThat(router.located(1)).contains(List.of(place(5, 15)));
        router.routes();
        router.passSeconds(60);
        assertThat(router.hasRoutes()).isFalse();
    }
}
