package io.biplane.raft.log;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Consecutive entries, immutable; a view on an array whose filled slots never change. */
public final class EntrySlice extends AbstractList<Entry> implements RandomAccess {
    /** No entries. */
    public static final EntrySlice EMPTY = new EntrySlice(new Entry[0], 0, 0);

    private final Entry[] array;
    private final int from;
    private final int size;

    EntrySlice(Entry[] array, int from, int size) {
        this.array = array;
        this.from = from;
        this.size = size;
    }

    /** A copy of {@code entries}, which must be consecutive. */
    public static EntrySlice of(List<Entry> entries) {
        Entry[] copy = entries.toArray(new Entry[0]);
        for (int i = 1; i < copy.length; i++) {
            if (copy[i].index() != copy[i - 1].index() + 1) {
                throw new IllegalArgumentException("entries must be consecutive: " + entries);
            }
        }
        return new EntrySlice(copy, 0, copy.length);
    }

    @Override
    public Entry get(int position) {
        if (position < 0 || position >= size) {
            throw new IndexOutOfBoundsException(position);
        }
        return array[from + position];
    }

    @Override
    public int size() {
        return size;
    }

    /** Index of the first entry; the slice must not be empty. */
    public long firstIndex() {
        return get(0).index();
    }

    /** Index of the last entry; the slice must not be empty. */
    public long lastIndex() {
        return get(size - 1).index();
    }

    /** The entries from {@code position} on. */
    public EntrySlice from(int position) {
        return position == 0 ? this : new EntrySlice(array, from + position, size - position);
    }

    void copyTo(Entry[] target, int at) {
        System.arraycopy(array, from, target, at, size);
    }
}
