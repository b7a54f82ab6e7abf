package io.biplane.kvserver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kvserver.command.RangeRecords;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.HeapEngine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** One range on a heap engine, whose effects are applied at once. */
final class EvaluatorFixture {
    static final long KEEP_NANOS = 120_000_000_000L;
    static final RangeDescriptor RANGE =
            new RangeDescriptor(new RangeId(1), new Span(key("0"), key("~")), 1, List.of(), 1);

    private final Engine engine = HeapEngine.open(new FreeDisk());
    private final BatchEvaluator evaluator =
            new BatchEvaluator(engine, RANGE.id(), KEEP_NANOS, at -> java.util.Optional.empty());
    private long wallNanos = 1_000_000_000L;
    private final HybridClock clock = new HybridClock(() -> wallNanos, Long.MAX_VALUE);
    private long nextTxn = 1;

    static Key key(String text) {
        return Key.wrap(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Timestamp now() {
        return clock.now();
    }

    void pass(long nanos) {
        wallNanos += nanos;
    }

    Engine engine() {
        return engine;
    }

    void newLease() {
        newLeaseAt(clock.now());
    }

    void newLeaseAt(Timestamp start) {
        evaluator.leaseStarted(start);
    }

    BatchRequest batch(KvRequest... requests) {
        return batch(Timestamp.ZERO, Timestamp.ZERO, requests);
    }

    BatchRequest batch(Timestamp readAt, Timestamp uncertainTo, KvRequest... requests) {
        TxnId txn = new TxnId(1, 1, nextTxn++);
        return new BatchRequest(TenantId.SYSTEM, txn, readAt, uncertainTo, List.of(requests));
    }

    /** Evaluates without applying, and without moving the clock up as a replica would. */
    Evaluation evaluate(BatchRequest batch) {
        pass(10);
        return evaluator.evaluate(batch, RANGE, clock.now());
    }

    BatchReply run(BatchRequest batch) {
        Evaluation evaluation = evaluate(batch);
        evaluation.effect().ifPresent(engine::apply);
        return evaluation.reply();
    }

    BatchReply.Ok ok(BatchRequest batch) {
        BatchReply reply = run(batch);
        assertThat(reply).isInstanceOf(BatchReply.Ok.class);
        return (BatchReply.Ok) reply;
    }

    int commitRecords() {
        return engine.locals(RangeRecords.all(RANGE.id())).size();
    }

    /** Responses joined by commas. */
    static String text(BatchReply.Ok reply) {
        StringJoiner text = new StringJoiner(",");
        for (KvResponse response : reply.responses()) {
            text.add(text(response));
        }
        return text.toString();
    }

    static String text(KvResponse response) {
        if (response instanceof KvResponse.Value value) {
            return value.value().map(EvaluatorFixture::string).orElse("-");
        }
        if (response instanceof KvResponse.Rows rows) {
            StringJoiner text = new StringJoiner(" ", "[", rows.resume().isPresent() ? "..]" : "]");
            rows.rows().forEach(row -> text.add(row.key() + "=" + string(row.value())));
            return text.toString();
        }
        return "done";
    }

    static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A disk without time or faults. */
    private static final class FreeDisk implements Disk {
        @Override
        public <V> V volume(String name, Supplier<V> create) {
            return create.get();
        }

        @Override
        public void written(long growthBytes, Runnable undo) {
            // never loses power
        }

        @Override
        public boolean hasRoomFor(long bytes) {
            return true;
        }

        @Override
        public void sync(SyncListener listener) {
            listener.onSync(SyncOutcome.SYNCED);
        }
    }
}
