package io.biplane.kvserver.evaluate;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.ScanLimits;
import io.biplane.storage.engine.ScanResult;
import io.biplane.storage.engine.Version;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One batch on its way through its requests, in order: what it has answered, seen and written so
 * far. Lives for one evaluation.
 */
final class Pass {
    private final Engine engine;
    private final Timestamp readAt;
    private final Timestamp uncertainTo;

    /** The batch's own writes; empty for a delete. Later requests of the batch see them. */
    private final TreeMap<Key, Optional<byte[]>> written = new TreeMap<>();

    private final List<KvResponse> responses = new ArrayList<>();
    private final List<Span> seen = new ArrayList<>();
    private final List<Span> checked = new ArrayList<>();

    Pass(Engine engine, Timestamp readAt, Timestamp uncertainTo) {
        this.engine = engine;
        this.readAt = readAt;
        this.uncertainTo = uncertainTo;
    }

    List<KvResponse> responses() {
        return responses;
    }

    /** Spans read at the read time. */
    List<Span> seen() {
        return seen;
    }

    /** Spans whose newest state the batch relied on. */
    List<Span> checked() {
        return checked;
    }

    WriteBatch.Builder effect(Timestamp writeAt) {
        WriteBatch.Builder effect = WriteBatch.builder();
        written.forEach((key, value) -> {
            if (value.isPresent()) {
                effect.put(key, writeAt, value.get());
            } else {
                effect.delete(key, writeAt);
            }
        });
        return effect;
    }

    /** Does one request; the failure ends the batch. */
    Optional<BatchReply> run(KvRequest request) {
        if (request instanceof KvRequest.Get get) {
            return get(get.key());
        }
        if (request instanceof KvRequest.Scan scan) {
            return scan(scan);
        }
        if (request instanceof KvRequest.Refresh refresh) {
            return refresh(refresh);
        }
        if (request instanceof KvRequest.Put put) {
            return put(put.key(), Optional.of(put.value()));
        }
        if (request instanceof KvRequest.Delete delete) {
            return put(delete.key(), Optional.empty());
        }
        if (request instanceof KvRequest.PutIfAbsent put) {
            Optional<byte[]> actual = newest(put.key());
            return actual.isEmpty()
                    ? put(put.key(), Optional.of(put.value()))
                    : Optional.of(new BatchReply.ConditionFailed(put.key(), actual));
        }
        if (request instanceof KvRequest.ConditionalPut put) {
            Optional<byte[]> actual = newest(put.key());
            boolean same = actual.isPresent() && Arrays.equals(actual.get(), put.expected());
            return same
                    ? put(put.key(), Optional.of(put.value()))
                    : Optional.of(new BatchReply.ConditionFailed(put.key(), actual));
        }
        throw new InvariantViolation("no case for " + request.getClass());
    }

    private Optional<BatchReply> done(KvResponse response) {
        responses.add(response);
        return Optional.empty();
    }

    private Optional<BatchReply> put(Key key, Optional<byte[]> value) {
        written.put(key, value);
        return done(KvResponse.Done.INSTANCE);
    }

    /** What a conditional write compares with: the newest state, whatever the read time. */
    private Optional<byte[]> newest(Key key) {
        checked.add(Span.of(key));
        if (written.containsKey(key)) {
            return written.get(key);
        }
        return engine.newest(key).filter(found -> !found.tombstone()).map(Version::value);
    }

    private Optional<BatchReply> get(Key key) {
        if (written.containsKey(key)) {
            return done(new KvResponse.Value(written.get(key)));
        }
        if (uncertainTo.isAfter(readAt) && engine.changed(key, readAt, uncertainTo)) {
            return Optional.of(new BatchReply.Uncertain(versionTime(key)));
        }
        seen.add(Span.of(key));
        return done(new KvResponse.Value(engine.get(key, readAt).map(Version::value)));
    }

    private Timestamp versionTime(Key key) {
        return engine.versionAt(key, uncertainTo)
                .map(Version::at)
                .orElseThrow(() -> new InvariantViolation("a changed key without a version"));
    }

    private Optional<BatchReply> scan(KvRequest.Scan scan) {
        Span span = scan.span();
        NavigableMap<Key, Optional<byte[]>> own =
                written.subMap(span.start(), true, span.end(), false);
        ScanLimits limits = ScanLimits.rows((long) scan.maxRows() + own.size());
        ScanResult found = scan.reverse()
                ? engine.scanReverse(span, readAt, limits)
                : engine.scan(span, readAt, limits);
        KvResponse.Rows rows = ScanMerge.merge(scan, found, own);
        Span scanned = ScanMerge.scanned(scan, rows);
        if (uncertainTo.isAfter(readAt)) {
            Optional<Key> changed = engine.firstChanged(scanned, readAt, uncertainTo);
            if (changed.isPresent()) {
                return Optional.of(new BatchReply.Uncertain(versionTime(changed.get())));
            }
        }
        seen.add(scanned);
        return done(rows);
    }

    private Optional<BatchReply> refresh(KvRequest.Refresh refresh) {
        Optional<Key> changed = engine.firstChanged(refresh.span(), refresh.since(), Timestamp.MAX);
        if (changed.isPresent()) {
            Timestamp at = engine.newestTimestamp(changed.get()).orElse(Timestamp.ZERO);
            return Optional.of(new BatchReply.RefreshFailed(changed.get(), at));
        }
        checked.add(refresh.span());
        return done(KvResponse.Done.INSTANCE);
    }
}
