package io.biplane.sqlserver.transaction;

import io.biplane.base.invariant.Invariant;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.exec.CommitResult;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;
import io.biplane.sql.exec.TxnOptions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One transaction: reads of one instant, buffered writes, one batch to commit. Owned by the session's actor; its fields are
 * what {@link KvTransaction} promises to remember.
 */
final class OptimisticTransaction implements KvTransaction {
    private final KvPort port;
    private final TxnOptions options;
    private final WriteBuffer writes = new WriteBuffer();
    private final List<Span> readSpans = new ArrayList<>();
    private final TreeMap<Key, byte[]> guards = new TreeMap<>();
    private Snapshot snapshot = Snapshot.NOT_CHOSEN;

    /** The first read while the leaseholder chooses the instant; reads that follow wait for it. */
    private Optional<Promise<List<KvResponse>>> choosing = Optional.empty();

    private boolean isEnded;

    /**
     * What the reads see.
     *
     * @param readAt instant of all reads; {@link Timestamp#ZERO} until the first read has it
     * @param uncertainTo end of doubt about the order of others' writes, fixed at the first read
     */
    private record Snapshot(Timestamp readAt, Timestamp uncertainTo) {
        static final Snapshot NOT_CHOSEN = new Snapshot(Timestamp.ZERO, Timestamp.ZERO);

        boolean isChosen() {
            return !readAt.isZero();
        }
    }

    OptimisticTransaction(KvPort port, TxnOptions options) {
        this.port = port;
        this.options = options;
    }

    @Override
    public Promise<List<Optional<byte[]>>> get(List<Key> keys) {
        checkOpen();
        List<KvRequest> requests = new ArrayList<>();
        for (Key key : keys) {
            if (!writes.covers(key)) {
                requests.add(new KvRequest.Get(key));
            }
        }
        if (requests.isEmpty()) {
            return Promise.ready(merged(keys, List.of()));
        }
        return read(requests).map(responses -> {
            for (KvRequest request : requests) {
                readSpans.add(request.span());
            }
            return merged(keys, responses);
        });
    }

    private List<Optional<byte[]>> merged(List<Key> keys, List<KvResponse> responses) {
        List<Optional<byte[]>> values = new ArrayList<>(keys.size());
        int next = 0;
        for (Key key : keys) {
            values.add(
                    writes.covers(key)
                            ? writes.value(key)
                            : ((KvResponse.Value) responses.get(next++)).value());
        }
        return values;
    }

    @Override
    public Promise<ScanPage> scan(Span span, int maxRows, boolean reverse) {
        checkOpen();
        KvRequest request = new KvRequest.Scan(span, maxRows, reverse);
        return read(List.of(request)).map(responses -> {
            KvResponse.Rows rows = (KvResponse.Rows) responses.get(0);
            Span covered = WriteBuffer.covered(span, rows.resume(), reverse);
            readSpans.add(covered);
            WriteBuffer.Page page =
                    new WriteBuffer.Page(span, covered, rows.rows(), maxRows, reverse);
            return writes.isEmpty() ? WriteBuffer.page(page) : writes.overlay(page);
        });
    }

    /**
     * Reads at this transaction's instant. The first read leaves the choice to the leaseholder, or to the client when it spans
     * ranges: what is newest there is right, and the client settles what is in doubt. Reads that follow see the same
     * instant; something newer that may have been there before them cannot be settled any more.
     */
    private Promise<List<KvResponse>> read(List<KvRequest> requests) {
        if (choosing.isPresent()) {
            return choosing.get().flatMap(chosen -> read(requests));
        }
        if (snapshot.isChosen()) {
            return port.send(requests, snapshot.readAt(), snapshot.uncertainTo())
                    .map(this::responses);
        }
        Timestamp doubtEnd = port.setup().clock().peek().plusNanos(port.setup().maxOffsetNanos());
        Promise<List<KvResponse>> read =
                port.send(requests).map(reply -> onFirstRead(reply, doubtEnd));
        choosing = Optional.of(read);
        return read;
    }

    private List<KvResponse> onFirstRead(BatchReply reply, Timestamp doubtEnd) {
        choosing = Optional.empty();
        List<KvResponse> responses = responses(reply);
        Timestamp at = ((BatchReply.Ok) reply).at();
        snapshot = new Snapshot(at, doubtEnd.max(at));
        return responses;
    }

    private List<KvResponse> responses(BatchReply reply) {
        if (reply instanceof BatchReply.Ok ok) {
            port.setup().clock().update(ok.at());
            return ok.responses();
        }
        throw new SqlException(KvPort.errorOf(reply));
    }

    @Override
    public void put(Key key, byte[] value) {
        checkOpen();
        writes.put(key, value);
    }

    @Override
    public void insert(Key key, byte[] value) {
        checkOpen();
        writes.insert(key, value);
    }

    @Override
    public void delete(Key key) {
        checkOpen();
        writes.delete(key);
    }

    @Override
    public void guard(Key key, byte[] expectedValue) {
        checkOpen();
        guards.put(key, expectedValue);
    }

    @Override
    public Promise<CommitResult> commit() {
        checkOpen();
        isEnded = true;
        if (writes.insertClash().isPresent()) {
            return Promise.ready(new CommitResult.KeyExists(writes.insertClash().get()));
        }
        return checkGuards().flatMap(failed -> {
            if (failed.isPresent()) {
                return Promise.ready(new CommitResult.GuardFailed(failed.get()));
            }
            return writes.isEmpty() ? commitReads() : commitWrites();
        });
    }

    /** The first guard that does not hold. Watched rows are compared here, others are read. */
    private Promise<Optional<Key>> checkGuards() {
        List<Key> unwatched = new ArrayList<>();
        for (Map.Entry<Key, byte[]> guard : guards.entrySet()) {
            Optional<byte[]> seen = port.setup().watched().lastSeen(guard.getKey());
            boolean holds = seen.isPresent() && Arrays.equals(seen.get(), guard.getValue());
            if (!holds) {
                unwatched.add(guard.getKey());
            }
        }
        return firstBroken(unwatched, 0);
    }

    private Promise<Optional<Key>> firstBroken(List<Key> keys, int index) {
        if (index == keys.size()) {
            return Promise.ready(Optional.empty());
        }
        Key key = keys.get(index);
        return port.send(List.of(new KvRequest.Get(key))).flatMap(reply -> {
            if (!(reply instanceof BatchReply.Ok ok)) {
                return Promise.failed(KvPort.errorOf(reply));
            }
            Optional<byte[]> value = ((KvResponse.Value) ok.responses().get(0)).value();
            boolean holds = value.isPresent() && Arrays.equals(value.get(), guards.get(key));
            return holds ? firstBroken(keys, index + 1) : Promise.ready(Optional.of(key));
        });
    }

    /** Reads of one instant are serializable as of that instant. */
    private Promise<CommitResult> commitReads() {
        return Promise.ready(new CommitResult.Committed(Timestamp.ZERO));
    }

    private Promise<CommitResult> commitWrites() {
        List<KvRequest> requests = new ArrayList<>();
        for (Span span : readSpans) {
            requests.add(new KvRequest.Refresh(span, snapshot.readAt()));
        }
        requests.addAll(writes.requests());
        return port.send(requests).map(this::onCommitted);
    }

    private CommitResult onCommitted(BatchReply reply) {
        if (reply instanceof BatchReply.Ok ok) {
            port.setup().clock().update(ok.at());
            return new CommitResult.Committed(ok.at());
        }
        if (reply instanceof BatchReply.RefreshFailed) {
            return new CommitResult.Conflict("RETRY_SERIALIZABLE");
        }
        if (reply instanceof BatchReply.ConditionFailed failed) {
            return new CommitResult.KeyExists(failed.key());
        }
        if (reply instanceof BatchReply.CrossRange) {
            return new CommitResult.Refused(KvPort.errorOf(reply));
        }
        throw new SqlException(KvPort.errorOf(reply));
    }

    @Override
    public void rollback() {
        isEnded = true;
    }

    /** Nobody else sees buffered writes; and an instant that a leaseholder is about to choose cannot be told. */
    @Override
    public Optional<LeafState> leaf() {
        checkOpen();
        if (!writes.isEmpty() || choosing.isPresent()) {
            return Optional.empty();
        }
        if (snapshot.isChosen()) {
            return Optional.of(new LeafState(snapshot.readAt(), snapshot.uncertainTo()));
        }
        Timestamp now = port.setup().clock().now();
        return Optional.of(new LeafState(now, now.plusNanos(port.setup().maxOffsetNanos())));
    }

    @Override
    public void adopt(LeafState leaf, List<Span> spans) {
        checkOpen();
        Invariant.check(
                choosing.isEmpty()
                        && (!snapshot.isChosen() || snapshot.readAt().equals(leaf.readAt())),
                () -> "reads at " + leaf.readAt() + " for a transaction at " + snapshot.readAt());
        snapshot = new Snapshot(leaf.readAt(), leaf.uncertainTo());
        readSpans.addAll(spans);
    }

    private void checkOpen() {
        Invariant.check(
                !isEnded, () -> "a call on an ended transaction, attempt " + options.attempt());
    }
}
