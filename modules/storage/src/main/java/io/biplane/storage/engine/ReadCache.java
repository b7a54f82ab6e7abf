package io.biplane.storage.engine;

import io.biplane.storage.key.Timestamp;

import java.util.ArrayDeque;

/**
 * Versions read lately, kept on the heap: what a block cache is to a store on disk. A scan over rows that were scanned
 * before then searches the index only. The oldest entry goes first; a span too large for the cache gains nothing by it.
 *
 * <p>Invariant: {@link Entry#cached} is set only while the entry is in the queue.
 */
final class ReadCache {
    /** Object headers, references and the queue's place, about. */
    private static final int ENTRY_BYTES = 96;

    private final long bytesMax;
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private long bytes;

    /** A slot of the index that can hold its own version. */
    static final class Entry implements VersionStore.Slot {
        private final Timestamp at;
        private final int valueBytes;
        private final boolean tombstone;
        private Version cached;

        Entry(Timestamp at, int valueBytes, boolean tombstone) {
            this.at = at;
            this.valueBytes = valueBytes;
            this.tombstone = tombstone;
        }

        @Override
        public Timestamp at() {
            return at;
        }

        @Override
        public boolean tombstone() {
            return tombstone;
        }

        @Override
        public int valueBytes() {
            return valueBytes;
        }

        /** The version as it was read, null when it has to be read again: the hot path of every read, hence no Optional. */
        Version cached() {
            return cached;
        }
    }

    /** A cache of at most {@code bytesMax} bytes. */
    ReadCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Keeps what was read, unless it alone is too large. */
    void keep(Entry entry, Version version) {
        long size = size(entry);
        if (size > bytesMax) {
            return;
        }
        while (bytes + size > bytesMax) {
            Entry oldest = queue.remove();
            oldest.cached = null;
            bytes -= size(oldest);
        }
        queue.add(entry);
        bytes += size;
        entry.cached = version;
    }

    private static long size(Entry entry) {
        return ENTRY_BYTES + (long) entry.valueBytes;
    }
}
