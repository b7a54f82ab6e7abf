package io.biplane.storage.engine;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.storage.codec.ByteReader;
import io.biplane.storage.codec.ByteWriter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link WriteBatch} or a {@link SpanSnapshot} as bytes and back, for logs and wires. Numbers are big-endian, arrays have
 * their length in front; no version tag, the caller's envelope has one.
 */
public final class WriteBatchCodec {
    private static final byte PUT = 1;
    private static final byte TOMBSTONE = 2;
    private static final byte REMOVE = 3;
    private static final byte CLEAR = 4;
    private static final byte COLLECT_GARBAGE = 5;
    private static final byte PUT_LOCAL = 6;
    private static final byte REMOVE_LOCAL = 7;
    private static final byte CLEAR_LOCALS = 8;
    private static final byte IMPORT = 9;

    private WriteBatchCodec() {}

    public static byte[] encode(WriteBatch batch) {
        ByteWriter out =
                new ByteWriter(batch.sizeBytes() + 32 * batch.operations().size() + 8);
        out.writeInt(batch.operations().size());
        batch.operations().forEach(operation -> write(out, operation));
        return out.toBytes();
    }

    /** The batch that {@link #encode(WriteBatch)} made these bytes of. */
    public static WriteBatch decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        WriteBatch.Builder batch = WriteBatch.builder();
        for (int left = in.getInt(); left > 0; left--) {
            batch.add(read(in));
        }
        return batch.build();
    }

    public static byte[] encode(SpanSnapshot snapshot) {
        ByteWriter out = new ByteWriter(snapshot.wireBytes() + 1_024);
        write(out, snapshot);
        return out.toBytes();
    }

    /** The snapshot that {@link #encode(SpanSnapshot)} made these bytes of. */
    public static SpanSnapshot decodeSnapshot(byte[] bytes) {
        return readSnapshot(ByteBuffer.wrap(bytes));
    }

    private static void write(ByteWriter out, WriteOperation operation) {
        if (operation instanceof WriteOperation.Put put) {
            write(out, put.version());
        } else if (operation instanceof WriteOperation.Remove remove) {
            out.writeByte(REMOVE);
            out.writeBytes(remove.key().bytes());
            write(out, remove.at());
        } else if (operation instanceof WriteOperation.Clear clear) {
            out.writeByte(CLEAR);
            write(out, clear.span());
        } else if (operation instanceof WriteOperation.CollectGarbage collect) {
            out.writeByte(COLLECT_GARBAGE);
            write(out, collect.span());
            write(out, collect.threshold());
        } else if (operation instanceof WriteOperation.PutLocal put) {
            out.writeByte(PUT_LOCAL);
            out.writeBytes(put.key().bytes());
            out.writeBytes(put.value());
        } else if (operation instanceof WriteOperation.RemoveLocal remove) {
            out.writeByte(REMOVE_LOCAL);
            out.writeBytes(remove.key().bytes());
        } else if (operation instanceof WriteOperation.ClearLocals clear) {
            out.writeByte(CLEAR_LOCALS);
            write(out, clear.span());
        } else if (operation instanceof WriteOperation.Import load) {
            out.writeByte(IMPORT);
            write(out, load.snapshot());
        } else {
            throw new InvariantViolation("no case for " + operation);
        }
    }

    private static WriteOperation read(ByteBuffer in) {
        byte kind = in.get();
        return switch (kind) {
            case PUT, TOMBSTONE -> new WriteOperation.Put(readVersion(in, kind));
            case REMOVE -> new WriteOperation.Remove(readKey(in), readTimestamp(in));
            case CLEAR -> new WriteOperation.Clear(readSpan(in));
            case COLLECT_GARBAGE ->
                new WriteOperation.CollectGarbage(readSpan(in), readTimestamp(in));
            case PUT_LOCAL -> new WriteOperation.PutLocal(readKey(in), readBytes(in));
            case REMOVE_LOCAL -> new WriteOperation.RemoveLocal(readKey(in));
            case CLEAR_LOCALS -> new WriteOperation.ClearLocals(readSpan(in));
            case IMPORT -> new WriteOperation.Import(readSnapshot(in));
            default -> throw new IllegalArgumentException("no operation of kind " + kind);
        };
    }

    private static void write(ByteWriter out, SpanSnapshot snapshot) {
        write(out, snapshot.versionSpans());
        write(out, snapshot.localSpans());
        out.writeInt(snapshot.versions().size());
        snapshot.versions().forEach(version -> write(out, version));
        out.writeInt(snapshot.locals().size());
        for (LocalRecord local : snapshot.locals()) {
            out.writeBytes(local.key().bytes());
            out.writeBytes(local.value());
        }
        out.writeLong(snapshot.bytes());
    }

    private static SpanSnapshot readSnapshot(ByteBuffer in) {
        List<Span> versionSpans = readSpans(in);
        List<Span> localSpans = readSpans(in);
        List<Version> versions = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            versions.add(readVersion(in, in.get()));
        }
        List<LocalRecord> locals = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            locals.add(new LocalRecord(readKey(in), readBytes(in)));
        }
        return new SpanSnapshot(versionSpans, localSpans, versions, locals, in.getLong());
    }

    private static void write(ByteWriter out, Version version) {
        out.writeByte(version.tombstone() ? TOMBSTONE : PUT);
        out.writeBytes(version.key().bytes());
        write(out, version.at());
        if (!version.tombstone()) {
            out.writeBytes(version.value());
        }
    }

    private static Version readVersion(ByteBuffer in, byte kind) {
        Key key = readKey(in);
        Timestamp at = readTimestamp(in);
        return kind == TOMBSTONE ? Version.tombstone(key, at) : Version.of(key, at, readBytes(in));
    }

    private static void write(ByteWriter out, List<Span> spans) {
        out.writeInt(spans.size());
        spans.forEach(span -> write(out, span));
    }

    private static List<Span> readSpans(ByteBuffer in) {
        List<Span> spans = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            spans.add(readSpan(in));
        }
        return spans;
    }

    private static void write(ByteWriter out, Span span) {
        out.writeBytes(span.start().bytes());
        out.writeBytes(span.end().bytes());
    }

    private static Span readSpan(ByteBuffer in) {
        return new Span(readKey(in), readKey(in));
    }

    private static void write(ByteWriter out, Timestamp at) {
        out.writeLong(at.wallNanos());
        out.writeInt(at.logical());
    }

    private static Timestamp readTimestamp(ByteBuffer in) {
        return new Timestamp(in.getLong(), in.getInt());
    }

    private static Key readKey(ByteBuffer in) {
        return Key.wrap(readBytes(in));
    }

    private static byte[] readBytes(ByteBuffer in) {
        return ByteReader.readBytes(in);
    }
}
