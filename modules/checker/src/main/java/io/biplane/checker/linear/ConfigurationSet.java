package io.biplane.checker.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The configurations a search has been in, as words in blocks, with an open-addressing index by
 * everything but the operations of unknown outcome. Blocks are never copied once they are full, so
 * growing takes no more than the index twice over.
 *
 * <p>Who has used more operations of unknown outcome can do no more than who has used fewer and is
 * otherwise as far: a configuration is refused if one is there whose unknown ones are among its own.
 */
final class ConfigurationSet {
    private static final int FIRST_SLOTS = 128;
    /** Words of a full block. Our choice: 512 KiB are little beside any limit worth setting. */
    private static final int BLOCK_WORDS = 1 << 16;
    /** The most slots an index has; half of them can be filled. */
    private static final int SLOTS_MAX = 1 << 30;

    /** Words that make the key: event and state, and the bits of operations that return. */
    private final int keyWords;
    /** Words of an entry: key, bits of unknown operations, entry before it with the same key. */
    private final int width;
    /** Entries of a full block. */
    private final int blockEntries;
    /** Entries one after the other; all blocks but the last are full. */
    private final List<long[]> blocks = new ArrayList<>();
    /**
     * Slot to the newest entry of a key, plus one; 0 is free. Length is a power of two, at most half
     * full.
     */
    private int[] slots = new int[FIRST_SLOTS];

    private int keys;
    private int count;
    /** Bytes of all blocks. */
    private long blockBytes;
    /** Entries compared so far. */
    private long looked;

    ConfigurationSet(int knownWords, int unknownWords) {
        this.keyWords = 1 + knownWords;
        this.width = keyWords + unknownWords + 1;
        this.blockEntries = Math.max(1, BLOCK_WORDS / width);
    }

    int count() {
        return count;
    }

    /** Entries compared so far, over all additions. */
    long looked() {
        return looked;
    }

    /** Bytes held while and after the next configuration is added. */
    long bytesToAdd() {
        boolean isGrowing = 2 * (keys + 1L) >= slots.length;
        long next = 8L * wanted(count % blockEntries) * width;
        return blockBytes + next + 4L * slots.length * (isGrowing ? 3 : 1);
    }

    /** Entries that the last block, holding so many, is made for when it grows. */
    private int wanted(int entries) {
        return Math.min(blockEntries, Math.max(8, 2 * entries));
    }

    /** Whether no more can be added, whatever the memory. */
    boolean isFull() {
        return 2 * (keys + 1L) >= SLOTS_MAX || count == Integer.MAX_VALUE - 1;
    }

    /**
     * Adds a configuration; false if it can do no more than one that is there.
     *
     * @param bits those of operations that return, then those of unknown ones
     */
    boolean add(int event, int state, long[] bits) {
        long head = ((long) event << 32) | (state & 0xffffffffL);
        int mask = slots.length - 1;
        int slot = hash(head, bits, 0) & mask;
        while (slots[slot] != 0 && !hasKey(slots[slot] - 1, head, bits)) {
            slot = (slot + 1) & mask;
        }
        int newest = slots[slot];
        for (int entry = newest; entry != 0; entry = before(entry - 1)) {
            looked++;
            if (isWithin(entry - 1, bits)) {
                return false;
            }
        }
        append(head, bits, newest);
        slots[slot] = count;
        keys += newest == 0 ? 1 : 0;
        if (2L * keys >= slots.length) {
            grow();
        }
        return true;
    }

    private long[] block(int entry) {
        return blocks.get(entry / blockEntries);
    }

    private int offset(int entry) {
        return entry % blockEntries * width;
    }

    private int before(int entry) {
        return (int) block(entry)[offset(entry) + width - 1];
    }

    private boolean hasKey(int entry, long head, long[] bits) {
        long[] block = block(entry);
        int at = offset(entry);
        return block[at] == head
                && Arrays.equals(block, at + 1, at + keyWords, bits, 0, keyWords - 1);
    }

    /** Whether an entry's unknown operations are among these. */
    private boolean isWithin(int entry, long[] bits) {
        long[] block = block(entry);
        int at = offset(entry) + keyWords;
        for (int i = keyWords - 1; i < bits.length; i++, at++) {
            if ((block[at] & ~bits[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private void append(long head, long[] bits, int before) {
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
        System.arraycopy(bits, 0, block, at + 1, bits.length);
        block[at + width - 1] = before;
        count++;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length * 2];
        int mask = slots.length - 1;
        for (int newest : old) {
            if (newest != 0) {
                long[] block = block(newest - 1);
                int at = offset(newest - 1);
                int slot = hash(block[at], block, at + 1) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = newest;
            }
        }
    }

    /** Of a head and the key's other words from a place on. */
    private int hash(long head, long[] words, int from) {
        long hash = head * 0x9E3779B97F4A7C15L;
        for (int i = from; i < from + keyWords - 1; i++) {
            hash = (hash ^ words[i]) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ hash >>> 29);
    }
}
