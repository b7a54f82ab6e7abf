package io.biplane.kernel.queue;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The events to come, ordered by (instant, order of arrival).
 *
 * <p>A 4-ary heap over one array of longs (instant, then sequence number and slot packed in one
 * word), because an object
 * heap costs three times as much once many timers wait (measured in docs/reference/peers.md: 450 against 130
 * ns at 100,000). Cancelling
 * empties the event's slot in O(1) and lets the object go; the dead entry is skipped when it comes
 * up, and all dead ones are
 * swept when they are more than half.
 *
 * <p>Fields are many because this is the owner object of the hottest state. Not thread-safe.
 */
public final class EventQueue {
    /**
     * Low bits of a packed word that hold the slot; 16 M events may wait at once, 5·10^11 be queued
     * in all.
     */
    private static final int SLOT_BITS = 24;

    private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
    private static final int SWEEP_MIN = 1024;

    /** keys[2i] = instant, keys[2i+1] = sequence number above, slot below. */
    private long[] keys = new long[128];

    private int size;
    private int deadCount;
    private long nextSequence;
    private SimEvent[] slots = new SimEvent[64];
    private int[] freeSlots = new int[64];
    private int freeCount;
    private int slotCount;

    /** Events that wait, cancelled ones not counted. */
    public int size() {
        return size - deadCount;
    }

    /** Queues an event. Events of the same instant come out in the order they were put in. */
    public void add(long atNanos, SimEvent event) {
        if (event.slot >= 0) {
            throw new IllegalStateException("event is queued already: " + event);
        }
        int slot = takeSlot();
        slots[slot] = event;
        event.slot = slot;
        if (2 * size == keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        siftUp(size++, atNanos, nextSequence++ << SLOT_BITS | slot);
    }

    /** Takes an event out before its time; false when it is not queued. */
    public boolean cancel(SimEvent event) {
        int slot = event.slot;
        if (slot < 0) {
            return false;
        }
        slots[slot] = null;
        event.slot = -1;
        deadCount++;
        if (deadCount > SWEEP_MIN && deadCount > size / 2) {
            sweep();
        }
        return true;
    }

    /** Takes out every event that passes the test. */
    public void cancelIf(Predicate<SimEvent> test) {
        for (int i = 0; i < size; i++) {
            int slot = (int) (keys[2 * i + 1] & SLOT_MASK);
            SimEvent event = slots[slot];
            if (event != null && test.test(event)) {
                slots[slot] = null;
                event.slot = -1;
                deadCount++;
            }
        }
        sweep();
    }

    /** Instant of the next event; {@code Long.MAX_VALUE} when there is none. */
    public long nextAtNanos() {
        while (size > 0) {
            if (slots[(int) (keys[1] & SLOT_MASK)] != null) {
                return keys[0];
            }
            removeHead();
            deadCount--;
        }
        return Long.MAX_VALUE;
    }

    /** Takes the next event out; there must be one ({@link #nextAtNanos} said so). */
    public SimEvent poll() {
        SimEvent event;
        do {
            if (size == 0) {
                throw new IllegalStateException("the queue is empty");
            }
            event = slots[(int) (keys[1] & SLOT_MASK)];
            if (event == null) {
                deadCount--;
            }
            removeHead();
        } while (event == null);
        event.slot = -1;
        return event;
    }

    private void removeHead() {
        freeSlot((int) (keys[1] & SLOT_MASK));
        int last = --size;
        long at = keys[2 * last];
        long word = keys[2 * last + 1];
        if (last > 0) {
            siftDown(0, at, word);
        }
    }

    private int takeSlot() {
        if (freeCount > 0) {
            return freeSlots[--freeCount];
        }
        if (slotCount == slots.length) {
            if (slotCount > SLOT_MASK >> 1) {
                throw new IllegalStateException("more than " + slotCount + " events wait");
            }
            slots = Arrays.copyOf(slots, slotCount * 2);
        }
        return slotCount++;
    }

    private void freeSlot(int slot) {
        slots[slot] = null;
        if (freeCount == freeSlots.length) {
            freeSlots = Arrays.copyOf(freeSlots, freeCount * 2);
        }
        freeSlots[freeCount++] = slot;
    }

    private void siftUp(int from, long at, long word) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >> 2;
            long parentAt = keys[2 * parent];
            long parentWord = keys[2 * parent + 1];
            if (parentAt < at || (parentAt == at && parentWord < word)) {
                break;
            }
            keys[2 * i] = parentAt;
            keys[2 * i + 1] = parentWord;
            i = parent;
        }
        keys[2 * i] = at;
        keys[2 * i + 1] = word;
    }

    private void siftDown(int from, long at, long word) {
        long[] k = keys;
        int i = from;
        while (true) {
            int child = 4 * i + 1;
            if (child >= size) {
                break;
            }
            int least = child;
            long leastAt = k[2 * child];
            long leastWord = k[2 * child + 1];
            int end = Math.min(child + 4, size);
            for (int c = child + 1; c < end; c++) {
                long cAt = k[2 * c];
                if (cAt < leastAt || (cAt == leastAt && k[2 * c + 1] < leastWord)) {
                    least = c;
                    leastAt = cAt;
                    leastWord = k[2 * c + 1];
                }
            }
            if (at < leastAt || (at == leastAt && word < leastWord)) {
                break;
            }
            k[2 * i] = leastAt;
            k[2 * i + 1] = leastWord;
            i = least;
        }
        k[2 * i] = at;
        k[2 * i + 1] = word;
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int slot = (int) (keys[2 * i + 1] & SLOT_MASK);
            if (slots[slot] == null) {
                freeSlot(slot);
            } else {
                keys[2 * kept] = keys[2 * i];
                keys[2 * kept + 1] = keys[2 * i + 1];
                kept++;
            }
        }
        size = kept;
        deadCount = 0;
        for (int i = (size - 2) >> 2; i >= 0 && size > 1; i--) {
            siftDown(i, keys[2 * i], keys[2 * i + 1]);
        }
    }
}
