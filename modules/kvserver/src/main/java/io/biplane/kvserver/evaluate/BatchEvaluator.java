package io.biplane.kvserver.evaluate;

import io.biplane.base.id.RangeId;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.storage.engine.Engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evaluates batches of one range against the engine. Owned by the range's replica, used only while
 * it holds the lease and the batch's latches; changes nothing but the timestamp cache.
 */
public final class BatchEvaluator {
    private final Engine engine;
    private final ReplayRecords records;
    private final TimestampCache cache;
    private final Function<Timestamp, Optional<BatchReply>> refusal;

    /**
     * An evaluator for a range's replica.
     *
     * @param keepNanos how long a commit record is kept
     * @param refusal moves the node's clock up to the time a write gets, or says why not; asked
     *     before anything is changed
     */
    public BatchEvaluator(
            Engine engine,
            RangeId range,
            long keepNanos,
            Function<Timestamp, Optional<BatchReply>> refusal) {
        this.engine = engine;
        this.refusal = refusal;
        this.records = new ReplayRecords(engine, range, keepNanos);
        this.cache = new TimestampCache(Timestamp.ZERO);
    }

    /**
     * This replica's lease begins (a new sequence, not an extension).
     *
     * @param mark at or above every read served under earlier leases: the lease's start, which is
     *     above them, or higher
     */
    public void leaseStarted(Timestamp mark) {
        cache.reset(mark);
        records.reload();
    }

    /** No read was served above this; a cooperative transfer's start must not lie below it. */
    public Timestamp readSummary() {
        return cache.summary();
    }

    /**
     * Evaluates a batch.
     *
     * @param descriptor the range as it is
     * @param now a new reading of the node's clock, which has been moved up to the batch's times
     *     before
     */
    public Evaluation evaluate(BatchRequest batch, RangeDescriptor descriptor, Timestamp now) {
        for (KvRequest request : batch.requests()) {
            if (!descriptor.span().contains(request.span())) {
                return Evaluation.failed(new BatchReply.RangeKeyMismatch(List.of(descriptor)));
            }
        }
        return batch.writes() ? write(batch, now) : read(batch, now);
    }

    private Evaluation read(BatchRequest batch, Timestamp now) {
        boolean chosenHere = batch.readAt().isZero();
        Timestamp at = chosenHere ? now : batch.readAt();
        Timestamp uncertainTo = chosenHere ? now : batch.uncertainTo();
        Pass pass = new Pass(engine, at, uncertainTo);
        Optional<BatchReply> failure = run(batch, pass);
        if (failure.isPresent()) {
            return Evaluation.failed(failure.get());
        }
        note(pass, at, now);
        return new Evaluation(new BatchReply.Ok(pass.responses(), at), Optional.empty(), at);
    }

    private Evaluation write(BatchRequest batch, Timestamp now) {
        Optional<BatchReply.Ok> before = records.find(batch.txn());
        Timestamp writeAt = before.map(BatchReply.Ok::at).orElseGet(() -> writeTime(batch, now));
        Optional<BatchReply> refused = refusal.apply(writeAt);
        if (refused.isPresent()) {
            return Evaluation.failed(refused.get());
        }
        if (before.isPresent()) {
            return new Evaluation(before.get(), Optional.empty(), before.get().at());
        }
        boolean readsAtWrite = batch.readAt().isZero();
        Pass pass = readsAtWrite
                ? new Pass(engine, writeAt, writeAt)
                : new Pass(engine, batch.readAt(), batch.uncertainTo());
        Optional<BatchReply> failure = run(batch, pass);
        note(pass, readsAtWrite ? writeAt : batch.readAt(), writeAt);
        if (failure.isPresent()) {
            return Evaluation.failed(failure.get());
        }
        BatchReply.Ok reply = new BatchReply.Ok(pass.responses(), writeAt);
        var effect = pass.effect(writeAt);
        records.note(batch.txn(), reply, effect);
        return new Evaluation(reply, Optional.of(effect.build()), writeAt);
    }

    /** Above the clock, the reads served on the keys, and their newest versions. */
    private Timestamp writeTime(BatchRequest batch, Timestamp now) {
        Timestamp at = now;
        for (KvRequest request : batch.requests()) {
            if (!request.isRead()) {
                Span span = request.span();
                at = at.max(cache.highest(span).next());
                Optional<Timestamp> newest = engine.newestTimestamp(span.start());
                at = newest.isPresent() ? at.max(newest.get().next()) : at;
            }
        }
        return at;
    }

    private static Optional<BatchReply> run(BatchRequest batch, Pass pass) {
        for (KvRequest request : batch.requests()) {
            Optional<BatchReply> failure = pass.run(request);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /** Keeps later writes above what this batch has seen. */
    private void note(Pass pass, Timestamp readAt, Timestamp checkedAt) {
        pass.seen().forEach(span -> cache.add(span, readAt));
        pass.checked().forEach(span -> cache.add(span, checkedAt));
    }
}
