package io.biplane.kvserver.store;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.RangeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.BatchRequest;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kv.route.KvClient;
import io.biplane.kvserver.bootstrap.RangeSeed;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the addressing records of the ranges whose lease is here at their descriptors' generation or above it. A record may lag:
 * readers are corrected by the replicas they find. It is written beside the descriptor's own change, not with it as in the modelled
 * system, so it is written again until it is there, by whoever holds the lease.
 *
 * <p>Each write is on condition that the record still is the older one that was seen there, so that a leaseholder of yesterday,
 * whose write was long on its way, does not put an old descriptor over a new one. Owner object; part of the store's actor.
 */
final class Addressing implements StoreQueue {
    /** A write that came to nothing is tried again after so long. Our choice; the client has tried for its whole patience by then. */
    private static final long AGAIN_NANOS = 1_000_000_000L;
    /** Keeps these transactions' ids apart from those of other senders on the node. Our choice. */
    private static final long ADDRESSING_INCARNATIONS = 1L << 61;

    private final StoreSetup setup;
    private final ActorRef<BatchAnswer> answers;
    private final long incarnation;
    /** What was last seen to be the record of a range; at the start, what the cluster began with. */
    private final TreeMap<RangeId, Seen> seen = new TreeMap<>();
    /** Ranges whose lease is here and whose record is not known to be good enough. */
    private final TreeMap<RangeId, Wanted> wanted = new TreeMap<>();
    /** What each request under way writes. */
    private final TreeMap<Long, RangeDescriptor> underWay = new TreeMap<>();

    private long lastRequest;

    /** A record: its generation and its bytes; no bytes where there is no record. */
    private record Seen(long generation, Optional<byte[]> bytes) {}

    /**
     * A record to be written.
     *
     * @param request under way for it, 0 when there is none
     * @param dueNanos when to write, if no request is under way
     */
    private record Wanted(RangeDescriptor descriptor, long request, long dueNanos) {}

    Addressing(StoreSetup setup, ActorRef<BatchAnswer> answers) {
        this.setup = setup;
        this.answers = answers;
        this.incarnation = setup.services().monotonicNanos();
        for (RangeSeed seed : setup.cluster().plan().seeds()) {
            RangeDescriptor first = seed.descriptor();
            seen.put(
                    first.id(), new Seen(first.generation(), Optional.of(RangeCodec.bytes(first))));
        }
    }

    /** The lease is here and this is the descriptor. */
    void update(RangeDescriptor descriptor, long nowNanos) {
        Wanted before = wanted.get(descriptor.id());
        boolean isWanted =
                before != null && before.descriptor().generation() >= descriptor.generation();
        if (isThere(descriptor) || isWanted) {
            return;
        }
        // One under way is waited for: what it meets decides what is written next.
        long request = before == null ? 0 : before.request();
        wanted.put(descriptor.id(), new Wanted(descriptor, request, nowNanos));
        write(descriptor.id(), nowNanos);
    }

    /** The lease is not here: whoever has it sees to the record. */
    void release(RangeId range) {
        wanted.remove(range);
    }

    @Override
    public void run(long nowNanos) {
        for (RangeId range : List.copyOf(wanted.keySet())) {
            write(range, nowNanos);
        }
    }

    @Override
    public long dueNanos() {
        long due = Long.MAX_VALUE;
        for (Wanted record : wanted.values()) {
            due = record.request() == 0 ? Math.min(due, record.dueNanos()) : due;
        }
        return due;
    }

    private void write(RangeId range, long nowNanos) {
        Wanted record = wanted.get(range);
        if (record.request() != 0 || record.dueNanos() > nowNanos) {
            return;
        }
        lastRequest++;
        underWay.put(lastRequest, record.descriptor());
        wanted.put(range, new Wanted(record.descriptor(), lastRequest, record.dueNanos()));
        BatchRequest batch = new BatchRequest(
                TenantId.SYSTEM,
                new TxnId(setup.self().value(), ADDRESSING_INCARNATIONS + incarnation, lastRequest),
                Timestamp.ZERO,
                Timestamp.ZERO,
                List.of(request(record.descriptor())));
        setup.ports().client().tell(new KvClient.Send(batch, lastRequest, answers));
    }

    private KvRequest request(RangeDescriptor descriptor) {
        Key key = MetaKeys.record(descriptor.span().end());
        byte[] bytes = RangeCodec.bytes(descriptor);
        Optional<byte[]> expected =
                Optional.ofNullable(seen.get(descriptor.id())).flatMap(Seen::bytes);
        return expected.isPresent()
                ? new KvRequest.ConditionalPut(key, expected.get(), bytes)
                : new KvRequest.PutIfAbsent(key, bytes);
    }

    /** A write has ended: says what is there now, or nothing. */
    void onAnswer(BatchAnswer answer, long nowNanos) {
        RangeDescriptor written = underWay.remove(answer.requestId());
        RangeId range = written.id();
        long dueNanos = nowNanos;
        if (answer.reply() instanceof BatchReply.Ok) {
            saw(range, Optional.of(RangeCodec.bytes(written)));
        } else if (answer.reply() instanceof BatchReply.ConditionFailed other) {
            saw(range, other.actual());
        } else {
            dueNanos += AGAIN_NANOS;
        }
        Wanted record = wanted.get(range);
        if (record == null || record.request() != answer.requestId()) {
            return;
        }
        if (isThere(record.descriptor())) {
            wanted.remove(range);
        } else {
            wanted.put(range, new Wanted(record.descriptor(), 0, dueNanos));
            write(range, nowNanos);
        }
    }

    private void saw(RangeId range, Optional<byte[]> bytes) {
        long generation =
                bytes.map(found -> RangeCodec.descriptor(found).generation()).orElse(-1L);
        seen.put(range, new Seen(generation, bytes));
    }

    private boolean isThere(RangeDescriptor descriptor) {
        Seen known = seen.get(descriptor.id());
        return known != null && known.generation() >= descriptor.generation();
    }
}
