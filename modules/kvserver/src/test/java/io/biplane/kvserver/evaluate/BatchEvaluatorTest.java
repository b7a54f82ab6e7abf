package io.biplane.kvserver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;

import org.junit.jupiter.api.Test;

import java.util.List;

class BatchEvaluatorTest {
    private final EvaluatorFixture range = new EvaluatorFixture();

    private static Key key(String text) {
        return EvaluatorFixture.key(text);
    }

    private static KvRequest.Put put(String key, String value) {
        return new KvRequest.Put(key(key), EvaluatorFixture.bytes(value));
    }

    @Test
    void when_a_key_was_read_then_a_later_write_of_it_lies_above_the_read() {
        Timestamp readAt = range.now().plusNanos(5_000); // by a client whose clock is ahead
        range.run(range.batch(readAt, readAt, new KvRequest.Get(key("a"))));
        BatchReply.Ok write = range.ok(range.batch(put("a", "1")));
        assertThat(write.at()).isGreaterThan(readAt);
        BatchReply.Ok elsewhere = range.ok(range.batch(put("b", "1")));
        assertThat(elsewhere.at()).isLessThan(readAt);
    }

    @Test
    void when_a_scan_was_limited_then_only_what_it_saw_counts_as_read() {
        range.ok(range.batch(put("a", "1"), put("b", "1"), put("c", "1")));
        Timestamp readAt = range.now().plusNanos(5_000);
        KvRequest scan = new KvRequest.Scan(new Span(key("a"), key("z")), 2, false);
        BatchReply.Ok read = range.ok(range.batch(readAt, readAt, scan));
        KvResponse.Rows rows = (KvResponse.Rows) read.responses().get(0);
        assertThat(rows.rows()).hasSize(2);
        assertThat(rows.resume()).contains(key("c"));
        assertThat(range.ok(range.batch(put("c", "2"))).at()).isLessThan(readAt);
        assertThat(range.ok(range.batch(put("aa", "2"))).at()).isGreaterThan(readAt);
    }

    @Test
    void when_a_version_lies_within_the_uncertainty_interval_then_the_read_must_go_above_it() {
        BatchReply.Ok write = range.ok(range.batch(put("a", "1")));
        Timestamp before = write.at().plusNanos(-10);
        BatchReply reply = range.run(
                range.batch(before, before.plusNanos(1_000), new KvRequest.Get(key("a"))));
        assertThat(reply).isEqualTo(new BatchReply.Uncertain(write.at()));
        assertThat(range.run(range.batch(before, before, new KvRequest.Get(key("a")))))
                .isInstanceOf(BatchReply.Ok.class);
        KvRequest scan = new KvRequest.Scan(new Span(key("0"), key("z")), 9, false);
        assertThat(range.run(range.batch(before, before.plusNanos(1_000), scan)))
                .isEqualTo(new BatchReply.Uncertain(write.at()));
    }

    @Test
    void when_a_write_batch_is_repeated_then_it_has_no_further_effect_and_the_first_answer() {
        BatchRequest first = range.batch(
                put("a", "1"), new KvRequest.Get(key("a")), new KvRequest.Get(key("none")));
        BatchReply.Ok answer = range.ok(first);
        range.ok(range.batch(put("a", "2")));
        Evaluation again = range.evaluate(first);
        assertThat(again.effect()).isEmpty();
        BatchReply.Ok reply = (BatchReply.Ok) again.reply();
        assertThat(reply.at()).isEqualTo(answer.at());
        assertThat(EvaluatorFixture.text(reply)).isEqualTo(EvaluatorFixture.text(answer));
        assertThat(EvaluatorFixture.text(range.ok(range.batch(new KvRequest.Get(key("a"))))))
                .isEqualTo("2");
    }

    @Test
    void when_commit_records_are_old_then_later_writes_drop_them() {
        for (int i = 0; i < 20; i++) {
            range.ok(range.batch(put("k" + i, "v")));
        }
        assertThat(range.commitRecords()).isEqualTo(20);
        range.pass(EvaluatorFixture.KEEP_NANOS + 1);
        for (int i = 0; i < 5; i++) {
            range.ok(range.batch(put("k", "v")));
        }
        assertThat(range.commitRecords()).isEqualTo(5);
    }

    @Test
    void when_a_lease_begins_anew_then_records_from_before_are_still_known_and_dropped_in_time() {
        BatchRequest first = range.batch(put("a", "1"));
        range.ok(first);
        range.newLease();
        assertThat(range.evaluate(first).effect()).isEmpty();
        range.pass(EvaluatorFixture.KEEP_NANOS + 1);
        range.ok(range.batch(put("b", "1")));
        assertThat(range.commitRecords()).isEqualTo(1);
    }

    @Test
    void when_a_lease_begins_then_no_write_lies_below_its_start() {
        Timestamp start = range.now().plusNanos(7_000);
        range.newLeaseAt(start);
        assertThat(range.ok(range.batch(put("a", "1"))).at()).isGreaterThan(start);
    }

    @Test
    void when_someone_wrote_after_the_read_then_refresh_fails_and_the_batch_writes_nothing() {
        Timestamp readAt = range.now();
        range.ok(range.batch(readAt, readAt, new KvRequest.Get(key("a"))));
        BatchReply.Ok other = range.ok(range.batch(put("a", "other")));
        Evaluation commit = range.evaluate(
                range.batch(new KvRequest.Refresh(Span.of(key("a")), readAt), put("b", "mine")));
        assertThat(commit.reply()).isEqualTo(new BatchReply.RefreshFailed(key("a"), other.at()));
        assertThat(commit.effect()).isEmpty();
    }

    @Test
    void when_a_refresh_held_then_a_later_write_of_the_span_lies_above_the_commit() {
        Timestamp readAt = range.now();
        BatchReply.Ok commit = range.ok(range.batch(
                new KvRequest.Refresh(new Span(key("a"), key("c")), readAt), put("x", "1")));
        assertThat(range.ok(range.batch(put("b", "1"))).at()).isGreaterThan(commit.at());
    }

    @Test
    void when_a_key_lies_outside_of_the_range_then_the_descriptor_is_the_answer() {
        BatchReply reply = range.run(range.batch(new KvRequest.Get(Key.wrap(new byte[] {1}))));
        assertThat(reply)
                .isEqualTo(new BatchReply.RangeKeyMismatch(List.of(EvaluatorFixture.RANGE)));
    }
}
