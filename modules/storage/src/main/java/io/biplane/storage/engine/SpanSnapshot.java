package io.biplane.storage.engine;

import io.biplane.kernel.host.Transport;
import io.biplane.storage.key.Span;

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
