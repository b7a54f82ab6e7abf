package io.biplane.kvserver.evaluate;

import io.biplane.base.id.RangeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.TxnId;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;
import io.biplane.kvserver.command.RangeRecords;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.LocalRecord;
import io.biplane.storage.engine.WriteBatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which write batches took effect in a range, with their answers, among the range's local records,
 * so that they replicate and travel with snapshots. A sender that lost the answer may repeat the
 * batch; it gets the first answer and nothing happens twice.
 *
 * <p>A record is kept longer than any sender's patience. The leaseholder drops old ones with the
 * writes it evaluates, {@value #DROPPED_A_BATCH} at most each, so that none of them pays for many.
 * Our choice; the modelled system guards repeated one-phase commits by the intents and records of
 * its transactions.
 */
public final class ReplayRecords {
    private static final int DROPPED_A_BATCH = 4;
    private static final int RECORD_BYTES = 48;

    private record Kept(Key key, long atNanos) {}

    private final Engine engine;
    private final Span records;
    private final long keepNanos;

    /**
     * The records in order of their times, nearly; kept by the leaseholder only, rebuilt from the
     * engine.
     */
    private final ArrayDeque<Kept> oldestFirst = new ArrayDeque<>();

    /** The records of a range in {@code engine}, each kept for {@code keepNanos}. */
    public ReplayRecords(Engine engine, RangeId range, long keepNanos) {
        this.engine = engine;
        this.keepNanos = keepNanos;
        Key prefix = RangeRecords.all(range).start().append((byte) 'x');
        this.records = new Span(prefix, prefix.prefixEnd());
    }

    /** Builds the list of what to drop; called when this replica's lease begins. */
    public void reload() {
        oldestFirst.clear();
        List<Kept> found = new ArrayList<>();
        for (LocalRecord local : engine.locals(records)) {
            long atNanos = new ByteReader(local.value()).timestamp().wallNanos();
            found.add(new Kept(local.key(), atNanos));
        }
        found.sort((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
        oldestFirst.addAll(found);
    }

    /** The answer the batch got when it took effect; empty when it has not. */
    public Optional<BatchReply.Ok> find(TxnId txn) {
        return engine.local(key(txn)).map(ReplayRecords::read);
    }

    /** Adds the record of a batch to its effect, and drops some old ones. */
    void note(TxnId txn, BatchReply.Ok reply, WriteBatch.Builder effect) {
        Key key = key(txn);
        effect.putLocal(key, bytes(reply));
        long horizonNanos = reply.at().wallNanos() - keepNanos;
        for (int i = 0; i < DROPPED_A_BATCH && !oldestFirst.isEmpty(); i++) {
            if (oldestFirst.peekFirst().atNanos() >= horizonNanos) {
                break;
            }
            Key old = oldestFirst.pollFirst().key();
            if (engine.local(old).isPresent()) {
                effect.removeLocal(old);
            }
        }
        oldestFirst.addLast(new Kept(key, reply.at().wallNanos()));
    }

    private Key key(TxnId txn) {
        return records.start()
                .append(new ByteWriter(20)
                        .i32(txn.coordinator())
                        .i64(txn.incarnation())
                        .i64(txn.sequence())
                        .toBytes());
    }

    private static byte[] bytes(BatchReply.Ok reply) {
        ByteWriter out = new ByteWriter(RECORD_BYTES)
                .timestamp(reply.at())
                .i32(reply.responses().size());
        for (KvResponse response : reply.responses()) {
            if (response instanceof KvResponse.Done) {
                out.u8('d');
            } else if (response instanceof KvResponse.Value value) {
                out.u8(value.value().isPresent() ? 'v' : 'n');
                value.value().ifPresent(out::bytes);
            } else if (response instanceof KvResponse.Rows rows) {
                writeRows(out.u8('r'), rows);
            } else {
                throw new InvariantViolation("no stored form of " + response.getClass());
            }
        }
        return out.toBytes();
    }

    private static void writeRows(ByteWriter out, KvResponse.Rows rows) {
        out.i32(rows.rows().size());
        for (KvResponse.Row row : rows.rows()) {
            out.key(row.key()).bytes(row.value());
        }
        out.u8(rows.resume().isPresent() ? 1 : 0);
        rows.resume().ifPresent(out::key);
    }

    private static BatchReply.Ok read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Timestamp at = in.timestamp();
        int count = in.i32();
        List<KvResponse> responses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            responses.add(
                    switch (in.u8()) {
                        case 'd' -> KvResponse.Done.INSTANCE;
                        case 'v' -> new KvResponse.Value(Optional.of(in.bytes()));
                        case 'n' -> new KvResponse.Value(Optional.empty());
                        case 'r' -> readRows(in);
                        default -> throw new InvariantViolation("a commit record of unknown form");
                    });
        }
        return new BatchReply.Ok(responses, at);
    }

    private static KvResponse.Rows readRows(ByteReader in) {
        int count = in.i32();
        List<KvResponse.Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new KvResponse.Row(in.key(), in.bytes()));
        }
        return new KvResponse.Rows(rows, in.u8() == 1 ? Optional.of(in.key()) : Optional.empty());
    }
}
