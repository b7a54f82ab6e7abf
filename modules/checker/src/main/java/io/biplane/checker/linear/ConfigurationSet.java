package io.biplane.checker.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configurations a search has been in: (event, state, linearized pending operations), as words
 * in blocks, with an open-addressing index. Blocks are never copied once they are full, so growing
 * takes no more than the index twice over.
 */
final class ConfigurationSet {
    private static final int FIRST_SLOTS = 128;
    /** Words of a full block. Our choice: 512 KiB are little beside any limit worth setting. */
    private static final int BLOCK_WORDS = 1 << 16;
    /** The most slots an index has; half of them can be filled. */
    private static final int SLOTS_MAX = 1 << 30;

    /** Words of an entry: one for event and state, the rest for the bits. */
    private final int width;
    /** Entries of a full block. */
    private final int blockEntries;
    /** Entries one after the other; all blocks but the last are full. */
    private final List<long[]> blocks = new ArrayList<>();
    /** Slot to entry number plus one; 0 is free. Length is a power of two, at most half full. */
    private int[] slots = new int[FIRST_SLOTS];

    private int count;
    /** Bytes of all blocks. */
    private long blockBytes;

    ConfigurationSet(int bitWords) {
        this.width = bitWords + 1;
        this.blockEntries = Math.max(1, BLOCK_WORDS / width);
    }

    int count() {
        return count;
    }

    /** Bytes held while and after the next configuration is added. */
    long bytesToAdd() {
        boolean isGrowing = 2 * (count + 1L) >= slots.length;
        long next = 8L * wanted(count % blockEntries) * width;
        return blockBytes + next + 4L * slots.length * (isGrowing ? 3 : 1);
    }

    /** Entries that the last block, holding so many, is made for when it grows. */
    private int wanted(int entries) {
        return Math.min(blockEntries, Math.max(8, 2 * entries));
    }

    /** Whether no more can be added, whatever the memory. */
    boolean isFull() {
        return 2 * (count + 1L) >= SLOTS_MAX;
    }

    /** Adds a configuration; false if it is there already. */
    boolean add(int event, int state, long[] bits) {
        long head = ((long) event << 32) | (state & 0xffffffffL);
        int mask = slots.length - 1;
        int slot = hash(head, bits, 0) & mask;
        while (slots[slot] != 0) {
            if (isEqual(slots[slot] - 1, head, bits)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        append(head, bits);
        slots[slot] = count;
        if (2L * count >= slots.length) {
            grow();
        }
        return true;
    }

    private void append(long head, long[] bits) {
        int entry = count % blockEntries;
        if (entry == 0) {
            blocks.add(new long[0]);
        }
        int last = blocks.size() - 1;
        long[] block = blocks.get(last);
        int at = entry * width;
        if (at + width > block.length) {
            int words = wanted(entry) * width;
            blockBytes += 8L * (words - block.length);
            block = Arrays.copyOf(block, words);
            blocks.set(last, block);
        }
        block[at] = head;
        System.arraycopy(bits, 0, block, at + 1, width - 1);
        count++;
    }

    private boolean isEqual(int entry, long head, long[] bits) {
        long[] block = blocks.get(entry / blockEntries);
        int at = entry % blockEntries * width;
        return block[at] == head && Arrays.equals(block, at + 1, at + width, bits, 0, width - 1);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int entry = 0; entry < count; entry++) {
            long[] block = blocks.get(entry / blockEntries);
            int at = entry % blockEntries * width;
            int slot = hash(block[at], block, at + 1) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry + 1;
        }
    }

    /** Of a head and the bit words from a place on. */
    private int hash(long head, long[] words, int from) {
        long hash = head * 0x9E3779B97F4A7C15L;
        for (int i = from; i < from + width - 1; i++) {
            hash = (hash ^ words[i]) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ hash >>> 29);
    }
}
