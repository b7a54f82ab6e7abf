package io.biplane.kv.route;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.change.KvChange;
import io.biplane.kv.clock.ClockDoor;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kv.keys.MetaKeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A client's routing: from a batch to the replica that may serve it, through all the ways that can
 * go wrong. Inputs and the time come in as calls, outputs are drained by the shell.
 *
 * <p>A <em>send</em> is a caller's batch, a <em>leg</em> one batch for one range (the whole, a
 * piece of a read, or a lookup), an <em>attempt</em> one message of a leg to one replica. This is
 * the state owner of the protocol, so it has more fields than other classes; {@link PartialBatchSender} has
 * what concerns one leg.
 */
final class RouterCore {
    /**
     * Records a lookup asks for: the range wanted and some behind it. Source: CockroachDB
     * prefetches 8.
     */
    private static final int LOOKUP_RECORDS = 8;

    /** In place of a send's id, for lookups. */
    private static final long NO_SEND = -1;

    /** A caller's batch. */
    private static final class Send {
        private final long id;
        private final BatchRequest batch;
        private final long giveUpAtNanos;
        private Optional<ReadSplit> split = Optional.empty();
        private int openParts;
        private PartialBatch.Doubt doubt = PartialBatch.Doubt.NONE;

        Send(long id, BatchRequest batch, long giveUpAtNanos) {
            this.id = id;
            this.batch = batch;
            this.giveUpAtNanos = giveUpAtNanos;
        }
    }

    private final KvClientSetup setup;
    private final HybridClock clock;
    private final ClockDoor door;
    private final RangeCache cache = new RangeCache();
    private final PartialBatchSender legs;
    private final TreeMap<Long, Send> sends = new TreeMap<>();
    private final Locator locator = new Locator();

    /** Sends that wait for the range of a key; in order. */
    private final TreeMap<Key, List<Long>> awaiting = new TreeMap<>();

    private final List<RouterOutput> outputs = new ArrayList<>();

    RouterCore(KvClientSetup setup, HybridClock clock, SimRandom random) {
        this.setup = setup;
        this.clock = clock;
        this.door = new ClockDoor(
                clock, change -> outputs.add(new RouterOutput.Emit(change)), "answer");
        this.legs = new PartialBatchSender(setup, cache, random, outputs);
        cache.learn(setup.metaRange());
    }

    RangeCache cache() {
        return cache;
    }

    /** What is to be done since the last call. */
    List<RouterOutput> drain() {
        List<RouterOutput> drained = List.copyOf(outputs);
        outputs.clear();
        return drained;
    }

    /**
     * When {@link #onTimer} must be called at the latest; {@link Long#MAX_VALUE} when nothing is
     * pending.
     */
    long nextDeadlineNanos() {
        long deadline = legs.nextDeadlineNanos();
        // All sends are equally patient, so the oldest gives up first.
        deadline = Math.min(deadline, locator.nextDeadlineNanos());
        return sends.isEmpty()
                ? deadline
                : Math.min(deadline, sends.firstEntry().getValue().giveUpAtNanos);
    }

    /** A new batch. {@code sendId}s grow. */
    void onSend(long sendId, BatchRequest batch, long nowNanos) {
        long giveUpAtNanos = nowNanos + setup.config().routing().patienceNanos();
        Send send = new Send(sendId, batch, giveUpAtNanos);
        sends.put(sendId, send);
        advance(send, nowNanos);
        refreshDoubtful(nowNanos);
    }

    /**
     * A caller wants to know who serves spans. {@code sendId} is of the same sequence as those of
     * sends.
     */
    void onLocate(long sendId, List<Span> spans, long nowNanos) {
        locator.add(sendId, spans, nowNanos + setup.config().routing().patienceNanos());
        locate(sendId, nowNanos);
    }

    private void locate(long sendId, long nowNanos) {
        Optional<Key> unknown = locator.advance(sendId, cache);
        if (unknown.isPresent()) {
            lookup(sendId, unknown.get(), nowNanos);
        } else {
            outputs.add(new RouterOutput.Located(sendId, locator.end(sendId)));
        }
    }

    /** Takes the next step of a send that has no leg under way. */
    private void advance(Send send, long nowNanos) {
        if (send.split.isPresent()) {
            advanceSplit(send, nowNanos);
            return;
        }
        Key first = send.batch.requests().get(0).span().start();
        Optional<RangeCache.Entry> entry = cache.find(first);
        if (entry.isEmpty()) {
            lookup(send.id, first, nowNanos);
        } else if (holdsAll(entry.get().descriptor(), send.batch)) {
            RangeDescriptor range = entry.get().descriptor();
            PartialBatch leg = legs.leg(
                    send.id, send.batch, PartialBatch.Purpose.Whole.INSTANCE, range, send.doubt);
            legs.start(leg, nowNanos);
        } else if (send.batch.writes()) {
            finish(send, new BatchReply.CrossRange("a batch that writes must lie in one range"));
        } else {
            send.split = Optional.of(new ReadSplit(timed(send.batch)));
            advanceSplit(send, nowNanos);
        }
    }

    private static boolean holdsAll(RangeDescriptor range, BatchRequest batch) {
        for (KvRequest request : batch.requests()) {
            if (!range.span().contains(request.span())) {
                return false;
            }
        }
        return true;
    }

    /**
     * A batch over ranges needs one time for all; chosen here, it is uncertain by the max offset.
     */
    private BatchRequest timed(BatchRequest batch) {
        if (!batch.readAt().isZero()) {
            return batch;
        }
        Timestamp now = clock.now();
        return new BatchRequest(
                batch.tenant(),
                batch.txn(),
                now,
                now.plusNanos(setup.config().maxOffsetNanos()),
                batch.requests());
    }

    private void advanceSplit(Send send, long nowNanos) {
        ReadSplit split = send.split.orElseThrow();
        if (split.isDone()) {
            finish(send, split.result());
            return;
        }
        Optional<Key> unknown = split.unknown(cache);
        if (unknown.isPresent()) {
            lookup(send.id, unknown.get(), nowNanos);
            return;
        }
        List<ReadSplit.Part> parts = split.round(cache);
        send.openParts = parts.size();
        for (ReadSplit.Part part : parts) {
            PartialBatch.Purpose purpose = new PartialBatch.Purpose.Piece(part);
            PartialBatch leg =
                    legs.leg(send.id, part.batch(), purpose, part.range(), PartialBatch.Doubt.NONE);
            legs.start(leg, nowNanos);
        }
    }

    private void lookup(long sendId, Key key, long nowNanos) {
        List<Long> waiting = awaiting.get(key);
        if (waiting != null) {
            waiting.add(sendId);
            return;
        }
        awaiting.put(key, new ArrayList<>(List.of(sendId)));
        startLookup(key, nowNanos);
    }

    private void startLookup(Key key, long nowNanos) {
        outputs.add(new RouterOutput.Emit(new KvChange.RangeCacheMissed(
                setup.tenant(), KvChange.RangeCacheMissed.Cause.LOOKUP)));
        RangeDescriptor meta = cache.find(MetaKeys.record(Key.MIN))
                .map(RangeCache.Entry::descriptor)
                .orElse(setup.metaRange());
        KvRequest scan =
                new KvRequest.Scan(MetaKeys.lookup(setup.tenant(), key), LOOKUP_RECORDS, false);
        BatchRequest batch = new BatchRequest(
                setup.tenant(),
                new TxnId(setup.self().value(), 0, 0),
                Timestamp.ZERO,
                Timestamp.ZERO,
                List.of(scan));
        PartialBatch.Purpose purpose = new PartialBatch.Purpose.Lookup(key);
        // A lookup has no patience of its own: it is dropped when nobody waits for it.
        legs.start(legs.leg(NO_SEND, batch, purpose, meta, PartialBatch.Doubt.NONE), nowNanos);
    }

    /** An answer; to whichever attempt it belongs, however late. */
    void onAnswer(BatchAnswer answer, long nowNanos) {
        legs.onAnswer(judged(answer), nowNanos).ifPresent(result -> onResult(result, nowNanos));
        refreshDoubtful(nowNanos);
    }

    /**
     * An answer from too far ahead is not believed: what was read may be of the future, and what
     * was written has a time that others' reads do not reach yet.
     */
    private BatchAnswer judged(BatchAnswer answer) {
        if (!(answer.reply() instanceof BatchReply.Ok ok)) {
            return answer;
        }
        String from = legs.askedFor(answer.requestId()).map(NodeId::hostName).orElse("");
        if (door.admits(ok.at(), from)) {
            return answer;
        }
        return BatchAnswer.of(answer.requestId(), new BatchReply.Ambiguous(door.refusal(ok.at())));
    }

    /** Looks up ranges nobody served of; whoever waits for them goes on with what is found. */
    private void refreshDoubtful(long nowNanos) {
        for (Key key : legs.doubtful()) {
            if (!awaiting.containsKey(key) && !setup.metaRange().span().contains(key)) {
                awaiting.put(key, new ArrayList<>());
                startLookup(key, nowNanos);
            }
        }
    }

    private void onResult(PartialBatchSender.Result result, long nowNanos) {
        PartialBatch leg = result.leg();
        if (leg.purpose instanceof PartialBatch.Purpose.Lookup lookup) {
            onLookup(lookup.key(), result, nowNanos);
            return;
        }
        Send send = sends.get(leg.sendId);
        if (send == null) {
            return;
        }
        if (result instanceof PartialBatchSender.Misrouted) {
            onMisrouted(send, leg, nowNanos);
            return;
        }
        BatchReply reply = ((PartialBatchSender.Answered) result).reply();
        if (leg.purpose instanceof PartialBatch.Purpose.Piece piece) {
            onPiece(send, piece.part(), reply, nowNanos);
        } else {
            finish(send, reply);
        }
    }

    private void onPiece(Send send, ReadSplit.Part part, BatchReply reply, long nowNanos) {
        if (reply instanceof BatchReply.Ok ok) {
            send.split.orElseThrow().absorb(part, ok);
            partIsOver(send, nowNanos);
        } else if (reply instanceof BatchReply.Uncertain uncertain
                && send.batch.readAt().isZero()) {
            // The time was chosen here, so it may be chosen again, above the value met.
            legs.cancel(send.id);
            send.split = send.split.map(split -> split.again(uncertain.at()));
            advanceSplit(send, nowNanos);
        } else {
            finish(send, reply);
        }
    }

    private void partIsOver(Send send, long nowNanos) {
        if (--send.openParts == 0) {
            advanceSplit(send, nowNanos);
        }
    }

    /** The range does not hold the leg's keys: with what is known now, it is cut anew. */
    private void onMisrouted(Send send, PartialBatch leg, long nowNanos) {
        send.doubt = leg.doubt();
        outputs.add(new RouterOutput.Emit(new KvChange.RangeCacheMissed(
                setup.tenant(), KvChange.RangeCacheMissed.Cause.STALE)));
        if (leg.purpose instanceof PartialBatch.Purpose.Piece) {
            partIsOver(send, nowNanos);
        } else {
            advance(send, nowNanos);
        }
    }

    private void onLookup(Key key, PartialBatchSender.Result result, long nowNanos) {
        List<Long> waiting = awaiting.remove(key);
        if (waiting == null) {
            return;
        }
        Optional<BatchReply> failure = learn(key, result);
        for (long sendId : waiting) {
            if (locator.isOpen(sendId)) {
                if (failure.isPresent()) {
                    locator.giveUp(sendId);
                }
                locate(sendId, nowNanos);
            }
            Send send = sends.get(sendId);
            if (send == null) {
                continue;
            }
            if (failure.isPresent()) {
                finish(send, failure.get());
            } else {
                advance(send, nowNanos);
            }
        }
    }

    private Optional<BatchReply> learn(Key key, PartialBatchSender.Result result) {
        if (!(result instanceof PartialBatchSender.Answered answered)) {
            return Optional.of(new BatchReply.Unavailable("the meta range does not hold " + key));
        }
        if (!(answered.reply() instanceof BatchReply.Ok ok)) {
            return Optional.of(answered.reply());
        }
        for (KvResponse.Row row : ((KvResponse.Rows) ok.responses().get(0)).rows()) {
            cache.learn(RangeCodec.descriptor(row.value()));
        }
        return cache.find(key).isPresent()
                ? Optional.empty()
                : Optional.of(new BatchReply.Unavailable("no range is known that holds " + key));
    }

    private void finish(Send send, BatchReply reply) {
        if (sends.remove(send.id) != null) {
            legs.cancel(send.id);
            outputs.add(new RouterOutput.Finish(send.id, reply));
        }
    }

    /** Time has passed. */
    void onTimer(long nowNanos) {
        while (!sends.isEmpty()) {
            Send oldest = sends.firstEntry().getValue();
            if (oldest.giveUpAtNanos > nowNanos) {
                break;
            }
            giveUp(oldest);
        }
        for (long sendId : locator.due(nowNanos)) {
            stopWaiting(sendId);
            locator.giveUp(sendId);
            locate(sendId, nowNanos);
        }
        legs.onTimer(nowNanos);
        refreshDoubtful(nowNanos);
    }

    /** Drops the lookups that nobody else waits for. */
    private void stopWaiting(long sendId) {
        awaiting.values().forEach(waiting -> waiting.remove((Long) sendId));
        List<Key> unwanted = new ArrayList<>();
        awaiting.forEach((key, waiting) -> {
            if (waiting.isEmpty()) {
                unwanted.add(key);
            }
        });
        for (Key key : unwanted) {
            awaiting.remove(key);
            legs.cancelLookup(key);
        }
    }

    private void giveUp(Send send) {
        stopWaiting(send.id);
        boolean ambiguous = legs.mayHaveTakenEffect(send.id);
        long patienceSeconds = setup.config().routing().patienceNanos() / 1_000_000_000L;
        finish(
                send,
                ambiguous
                        ? new BatchReply.Ambiguous(
                                "sent, and not answered within " + patienceSeconds + " s")
                        : new BatchReply.Unavailable(
                                "no leaseholder answered within " + patienceSeconds + " s"));
    }

    /** A node's process is gone, and with it all that was under way there. */
    void onPeerLost(NodeId node, long nowNanos) {
        legs.onPeerLost(node, nowNanos);
        refreshDoubtful(nowNanos);
    }
}
