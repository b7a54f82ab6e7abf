package io.biplane.checker.linear;

import java.util.Arrays;

/**
 * The configurations a search has been in: (event, state, linearized pending operations), as words
 * in one growing array with an open-addressing index. Three mutable fields beside the counters are
 * what keeps an entry at 8 bytes a word.
 */
final class ConfigurationSet {
    private static final int FIRST_CAPACITY = 64;

    /** Words of an entry: one for event and state, the rest for the bits. */
    private final int width;
    /** Entries one after the other; entry i starts at i * width. */
    private long[] words;
    /** Slot to entry number plus one; 0 is free. Length is a power of two, at most half full. */
    private int[] slots = new int[2 * FIRST_CAPACITY];

    private int count;

    ConfigurationSet(int bitWords) {
        this.width = bitWords + 1;
        this.words = new long[FIRST_CAPACITY * width];
    }

    int count() {
        return count;
    }

    /** Bytes held, and needed at the next growth. */
    long bytes() {
        return 8L * words.length + 4L * slots.length;
    }

    /** Adds a configuration; false if it is there already. */
    boolean add(int event, int state, long[] bits) {
        long head = ((long) event << 32) | (state & 0xffffffffL);
        int mask = slots.length - 1;
        int slot = hash(head, bits) & mask;
        while (slots[slot] != 0) {
            if (isEqual(slots[slot] - 1, head, bits)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        append(head, bits);
        slots[slot] = count;
        if (2 * count >= slots.length) {
            grow();
        }
        return true;
    }

    private void append(long head, long[] bits) {
        int at = count * width;
        if (at + width > words.length) {
            words = Arrays.copyOf(words, words.length + Math.max(width, words.length / 2));
        }
        words[at] = head;
        System.arraycopy(bits, 0, words, at + 1, width - 1);
        count++;
    }

    private boolean isEqual(int entry, long head, long[] bits) {
        int at = entry * width;
        return words[at] == head && Arrays.equals(words, at + 1, at + width, bits, 0, width - 1);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        long[] bits = new long[width - 1];
        for (int entry = 0; entry < count; entry++) {
            int at = entry * width;
            System.arraycopy(words, at + 1, bits, 0, width - 1);
            int slot = hash(words[at], bits) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = entry + 1;
        }
    }

    private static int hash(long head, long[] bits) {
        long hash = head * 0x9E3779B97F4A7C15L;
        for (long word : bits) {
            hash = (hash ^ word) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ hash >>> 29);
    }
}
