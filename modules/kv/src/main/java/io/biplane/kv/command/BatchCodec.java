package io.biplane.kv.command;

import io.biplane.kernel.trace.InvariantViolation;
import io.biplane.storage.engine.Version;
import io.biplane.storage.engine.WriteBatch;
import io.biplane.storage.engine.WriteOperation;
import io.biplane.storage.key.Key;
import io.biplane.storage.key.Span;
import io.biplane.storage.key.Timestamp;

/** Bytes of the write batches that stand in log entries. A snapshot import never does. */
final class BatchCodec {
    private static final int PUT = 1;
    private static final int TOMBSTONE = 2;
    private static final int REMOVE = 3;
    private static final int CLEAR = 4;
    private static final int COLLECT_GARBAGE = 5;
    private static final int PUT_LOCAL = 6;
    private static final int REMOVE_LOCAL = 7;
    private static final int CLEAR_LOCALS = 8;

    private BatchCodec() {}

    static void write(ByteWriter out, WriteBatch batch) {
        out.i32(batch.operations().size());
        for (WriteOperation operation : batch.operations()) {
            write(out, operation);
        }
    }

    private static void write(ByteWriter out, WriteOperation operation) {
        if (operation instanceof WriteOperation.Put put) {
            Version version = put.version();
            out.u8(version.tombstone() ? TOMBSTONE : PUT).key(version.key()).timestamp(version.at());
            if (!version.tombstone()) {
                out.bytes(version.value());
            }
        } else if (operation instanceof WriteOperation.PutLocal put) {
            out.u8(PUT_LOCAL).key(put.key()).bytes(put.value());
        } else if (operation instanceof WriteOperation.Remove remove) {
            out.u8(REMOVE).key(remove.key()).timestamp(remove.at());
        } else if (operation instanceof WriteOperation.RemoveLocal remove) {
            out.u8(REMOVE_LOCAL).key(remove.key());
        } else if (operation instanceof WriteOperation.Clear clear) {
            span(out.u8(CLEAR), clear.span());
        } else if (operation instanceof WriteOperation.ClearLocals clear) {
            span(out.u8(CLEAR_LOCALS), clear.span());
        } else if (operation instanceof WriteOperation.CollectGarbage collect) {
            span(out.u8(COLLECT_GARBAGE), collect.span()).timestamp(collect.threshold());
        } else {
            throw new InvariantViolation("not a log operation: " + operation.getClass().getName());
        }
    }

    private static ByteWriter span(ByteWriter out, Span span) {
        return out.key(span.start()).key(span.end());
    }

    static WriteBatch read(ByteReader in) {
        int count = in.i32();
        if (count == 0) {
            return WriteBatch.EMPTY;
        }
        WriteBatch.Builder batch = WriteBatch.builder();
        for (int i = 0; i < count; i++) {
            read(in, batch);
        }
        return batch.build();
    }

    private static void read(ByteReader in, WriteBatch.Builder batch) {
        int kind = in.u8();
        Key key = in.key();
        switch (kind) {
            case PUT -> {
                Timestamp at = in.timestamp();
                batch.put(key, at, in.bytes());
            }
            case TOMBSTONE -> batch.delete(key, in.timestamp());
            case REMOVE -> batch.remove(key, in.timestamp());
            case CLEAR -> batch.clear(new Span(key, in.key()));
            case COLLECT_GARBAGE -> {
                Span span = new Span(key, in.key());
                batch.collectGarbage(span, in.timestamp());
            }
            case PUT_LOCAL -> batch.putLocal(key, in.bytes());
            case REMOVE_LOCAL -> batch.removeLocal(key);
            case CLEAR_LOCALS -> batch.clearLocals(new Span(key, in.key()));
            default -> throw new InvariantViolation("unknown operation " + kind + " in a log entry");
        }
    }
}
