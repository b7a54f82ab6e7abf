package io.biplane.kvserver.command;

import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.kv.codec.ByteReader;
import io.biplane.kv.codec.ByteWriter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a range's local records lie in the engine. {@code r} and the range id come first, so that one span holds all that a
 * snapshot must carry besides the rows.
 */
public final class RangeRecords {
    /** Written once a node has taken its share of the bootstrap plan. */
    public static final Key BOOTSTRAPPED =
            Key.wrap("bootstrapped".getBytes(StandardCharsets.US_ASCII));

    private RangeRecords() {}

    private static Key key(RangeId range, char suffix) {
        return Key.wrap(new ByteWriter(10).u8('r').i64(range.value()).u8(suffix).toBytes());
    }

    /** All local records of a range. */
    public static Span all(RangeId range) {
        Key prefix = Key.wrap(new ByteWriter(9).u8('r').i64(range.value()).toBytes());
        return new Span(prefix, prefix.prefixEnd());
    }

    /** All local records of all ranges. */
    public static Span allRanges() {
        Key prefix = Key.wrap(new byte[] {'r'});
        return new Span(prefix, prefix.prefixEnd());
    }

    /** Holds an {@link AppliedState}. */
    public static Key applied(RangeId range) {
        return key(range, 'a');
    }

    /** Holds the descriptor. */
    public static Key descriptor(RangeId range) {
        return key(range, 'd');
    }

    /** Holds the lease; absent until there is one. */
    public static Key lease(RangeId range) {
        return key(range, 'l');
    }

    /** Outside of the range's own records: the lowest replica id this node may still take part as, after a removal. */
    public static Key tombstone(RangeId range) {
        return Key.wrap(new ByteWriter(9).u8('t').i64(range.value()).toBytes());
    }

    /** There is a journal of this replica on the disk; outside of the range's own records, because it outlives them. */
    public static Key journal(RangeId range, long replicaId) {
        return Key.wrap(
                new ByteWriter(17).u8('j').i64(range.value()).i64(replicaId).toBytes());
    }

    /** All {@link #journal} records of a range. */
    public static Span journals(RangeId range) {
        Key prefix = Key.wrap(new ByteWriter(9).u8('j').i64(range.value()).toBytes());
        return new Span(prefix, prefix.prefixEnd());
    }

    /** All {@link #journal} records. */
    public static Span allJournals() {
        Key prefix = Key.wrap(new byte[] {'j'});
        return new Span(prefix, prefix.prefixEnd());
    }

    /** The replica id in the key of a {@link #journal} record. */
    public static long replicaOf(Key key) {
        return new ByteReader(Arrays.copyOfRange(key.bytes(), 9, 17)).i64();
    }

    /** The range a key of {@link #allRanges()} or {@link #allJournals()} belongs to. */
    public static RangeId rangeOf(Key key) {
        return new RangeId(new ByteReader(Arrays.copyOfRange(key.bytes(), 1, 9)).i64());
    }
}
