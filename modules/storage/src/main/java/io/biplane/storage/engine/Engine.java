package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk;

import java.util.List;
import java.util.Optional;

/**
 * One node's store: versions of keys, never overwritten, and unversioned local records beside them.
 *
 * <p>Two keyspaces. <em>Versions</em> are (key, timestamp) → value or tombstone; a reader at a timestamp sees the newest
 * version at or below it. <em>Local records</em> are key → bytes, overwritten at will: applied state, descriptors,
 * leases, intents. They share nothing but the batch that changes them.
 *
 * <p>Called by the one thread that runs the node's actors; every method returns at once. Byte arrays handed in or out are
 * shared, not copied, and must never be changed. What {@link #apply} wrote is visible at once and survives a kill of the
 * process; it survives a power loss only if a {@link #sync} asked for afterwards has completed with success.
 *
 * <p>Opened by {@link HeapEngine} and {@link ChronicleEngine}, which keep one contract.
 */
public interface Engine extends AutoCloseable {
    /**
     * Makes all changes of {@code batch}, in its order, or none.
     *
     * @throws StoreFullException when they do not fit; the store is as before and usable
     */
    void apply(WriteBatch batch);

    /** Makes everything applied so far durable; {@code listener} learns how it ended, as {@link Disk#sync} says. */
    void sync(Disk.SyncListener listener);

    /** What a reader at {@code at} sees; empty when there is no version or it is a tombstone. */
    Optional<Version> get(Key key, Timestamp at);

    /** The newest version at or below {@code at}, tombstones included. */
    Optional<Version> versionAt(Key key, Timestamp at);

    /** The newest version of all, tombstones included; what a writer conflicts with. */
    Optional<Version> newest(Key key);

    /** The timestamp of {@link #newest}, without reading the value. */
    Optional<Timestamp> newestTimestamp(Key key);

    /** Whether {@code key} has a version, tombstones included, above {@code after} and at or below {@code upTo}. */
    boolean changed(Key key, Timestamp after, Timestamp upTo);

    /** The first key of {@code span} that {@link #changed} holds for. */
    Optional<Key> firstChanged(Span span, Timestamp after, Timestamp upTo);

    /** The rows a reader at {@code at} sees, lowest key first, within {@code limits}. */
    ScanResult scan(Span span, Timestamp at, ScanLimits limits);

    /** The rows a reader at {@code at} sees, highest key first, within {@code limits}. */
    ScanResult scanReverse(Span span, Timestamp at, ScanLimits limits);

    /**
     * Shows every version in {@code span}, tombstones included, keys ascending, newest version of a key first, until the
     * visitor has enough. The visitor must not change the engine.
     */
    void forEachVersion(Span span, VersionVisitor visitor);

    /** The local record of {@code key}. */
    Optional<byte[]> local(Key key);

    /** The local records with keys in {@code span}, ascending. */
    List<LocalRecord> locals(Span span);

    /** A copy of all versions and local records in these spans, as of now; later changes do not show in it. */
    SpanSnapshot export(List<Span> versionSpans, List<Span> localSpans);

    /** Counts what lies in {@code span}; {@code now} decides what is live. Takes time linear in the versions. */
    SpanStatistics statistics(Span span, Timestamp now);

    /**
     * A key that cuts {@code span} into two parts of about equal size in bytes; never the first key of the span. Empty
     * when the span holds fewer than two keys.
     */
    Optional<Key> middleKey(Span span);

    /** A 64-bit digest of all versions in {@code span}, the same on every engine that holds the same versions. */
    long checksum(Span span);

    /** A 64-bit digest of all local records in {@code span}. */
    long localChecksum(Span span);

    /** Bytes of all keys, timestamps, values and local records held. */
    long usedBytes();

    /** Ends the use of the engine. A file-backed one closes its file and notes that it was closed in order. */
    @Override
    void close();

    /** Sees versions one by one; see {@link #forEachVersion}. */
    @FunctionalInterface
    interface VersionVisitor {
        /** Whether to go on. */
        boolean visit(Version version);
    }
}
