package io.biplane.kvserver.log;

import akka.serialization.SerializerWithStringManifest;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;
import io.biplane.kvserver.command.PayloadCodec;
import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;

import java.util.ArrayList;
import java.util.List;

/** Bytes of log events and log snapshots. Named in this module's {@code reference.conf}. */
public final class LogSerializer extends SerializerWithStringManifest {
    private static final String WRITTEN = "W";
    private static final String COMPACTED = "C";
    private static final String CONTENTS = "S";
    /** Rough size of a small entry; the writer grows as needed. */
    private static final int ENTRY_BYTES_GUESS = 160;

    /** Any number above Akka's own 0 to 40 that nobody else in the tree uses. */
    @Override
    public int identifier() {
        return 4_711_001;
    }

    @Override
    public String manifest(Object object) {
        if (object instanceof LogEvent.LogWritten) {
            return WRITTEN;
        }
        if (object instanceof LogEvent.LogCompacted) {
            return COMPACTED;
        }
        if (object instanceof LogContents) {
            return CONTENTS;
        }
        throw new InvariantViolation("not a log record: " + object.getClass().getName());
    }

    @Override
    public byte[] toBinary(Object object) {
        if (object instanceof LogEvent.LogWritten written) {
            ByteWriter out =
                    new ByteWriter(64 + ENTRY_BYTES_GUESS * written.entries().size());
            write(out, written.hardState());
            out.i64(written.fromIndex());
            write(out, written.entries());
            return out.toBytes();
        }
        if (object instanceof LogEvent.LogCompacted compacted) {
            return new ByteWriter(16)
                    .i64(compacted.index())
                    .i64(compacted.term())
                    .toBytes();
        }
        LogContents contents = (LogContents) object;
        ByteWriter out =
                new ByteWriter(64 + ENTRY_BYTES_GUESS * contents.entries().size());
        write(out, contents.hardState());
        out.i64(contents.compactedIndex()).i64(contents.compactedTerm());
        write(out, contents.entries());
        return out.toBytes();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        ByteReader in = new ByteReader(bytes);
        return switch (manifest) {
            case WRITTEN -> new LogEvent.LogWritten(readHardState(in), in.i64(), readEntries(in));
            case COMPACTED -> new LogEvent.LogCompacted(in.i64(), in.i64());
            case CONTENTS ->
                new LogContents(readHardState(in), in.i64(), in.i64(), readEntries(in));
            default -> throw new InvariantViolation("unknown log record '" + manifest + "'");
        };
    }

    private static void write(ByteWriter out, HardState state) {
        out.i64(state.term())
                .i64(state.vote().value())
                .i64(state.commitIndex())
                .i64(state.supportedLeader().value())
                .i64(state.supportedEpoch());
    }

    private static HardState readHardState(ByteReader in) {
        return new HardState(
                in.i64(), new ReplicaId(in.i64()), in.i64(), new ReplicaId(in.i64()), in.i64());
    }

    private static void write(ByteWriter out, EntrySlice entries) {
        out.i32(entries.size());
        for (Entry entry : entries) {
            PayloadCodec.write(out, entry);
        }
    }

    private static EntrySlice readEntries(ByteReader in) {
        int count = in.i32();
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(PayloadCodec.readEntry(in));
        }
        return EntrySlice.of(entries);
    }
}
