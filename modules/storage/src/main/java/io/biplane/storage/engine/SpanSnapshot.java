package io.biplane.storage.engine;

import io.biplane.base.key.Span;
import io.biplane.kernel.host.Transport;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of some spans at one moment: what a Raft snapshot carries. Immutable; shares keys and, on the heap engine,
 * values with the store it came from, so taking one costs a reference per version.
 *
 * @param versionSpans the spans of versions covered, all of them replaced on import
 * @param localSpans the spans of local records covered, all of them replaced on import
 * @param versions all versions, keys ascending, newest of a key first
 * @param locals all local records, keys ascending
 * @param bytes size of the content in bytes
 */
public record SpanSnapshot(
        List<Span> versionSpans,
        List<Span> localSpans,
        List<Version> versions,
        List<LocalRecord> locals,
        long bytes)
        implements Transport.Sized {
    public SpanSnapshot {
        versionSpans = List.copyOf(versionSpans);
        localSpans = List.copyOf(localSpans);
        versions = List.copyOf(versions);
        locals = List.copyOf(locals);
    }

    /** The same spans, with nothing in them: what {@link #joined} makes whole again. */
    public SpanSnapshot emptied() {
        return new SpanSnapshot(versionSpans, localSpans, List.of(), List.of(), 0);
    }

    /**
     * Cuts the content into parts, which cover no spans themselves: versions first, then local records, in their order.
     *
     * @param bytesMax size of a part, more only where a single record is larger
     * @return at least one part
     */
    public List<SpanSnapshot> cut(long bytesMax) {
        List<SpanSnapshot> parts = new ArrayList<>();
        Part part = new Part();
        for (Version version : versions) {
            long size = bytesOf(version);
            part = part.hasRoomFor(size, bytesMax) ? part : part.closed(parts);
            part.versions.add(version);
            part.bytes += size;
        }
        for (LocalRecord local : locals) {
            part = part.hasRoomFor(local.bytes(), bytesMax) ? part : part.closed(parts);
            part.locals.add(local);
            part.bytes += local.bytes();
        }
        part.closed(parts);
        return parts;
    }

    /** A part that fills. */
    private static final class Part {
        private final List<Version> versions = new ArrayList<>();
        private final List<LocalRecord> locals = new ArrayList<>();
        private long bytes;

        boolean hasRoomFor(long more, long bytesMax) {
            return bytes == 0 || bytes + more <= bytesMax;
        }

        /** Adds this part to {@code parts}; the next one. */
        Part closed(List<SpanSnapshot> parts) {
            parts.add(new SpanSnapshot(List.of(), List.of(), versions, locals, bytes));
            return new Part();
        }
    }

    /** These spans with the content of all parts of a {@link #cut}, in order. */
    public SpanSnapshot joined(List<SpanSnapshot> parts) {
        List<Version> allVersions = new ArrayList<>();
        List<LocalRecord> allLocals = new ArrayList<>();
        long allBytes = 0;
        for (SpanSnapshot part : parts) {
            allVersions.addAll(part.versions);
            allLocals.addAll(part.locals);
            allBytes += part.bytes;
        }
        return new SpanSnapshot(versionSpans, localSpans, allVersions, allLocals, allBytes);
    }

    static long bytesOf(Version version) {
        return (long) version.key().length() + VersionChain.TIMESTAMP_BYTES + version.valueBytes();
    }

    @Override
    public int wireBytes() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "snapshot of " + versionSpans + ": " + versions.size() + " versions, "
                + locals.size() + " local records, " + bytes + " bytes";
    }
}
