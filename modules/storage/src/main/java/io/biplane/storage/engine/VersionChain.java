package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Timestamp;

import java.util.Arrays;

/** The versions of one key in the index, oldest first. Never empty while it is in the index. */
final class VersionChain {
    /** Wall clock and logical part. */
    static final int TIMESTAMP_BYTES = 12;

    private final Key key;
    /** The first {@link #count} are in use, timestamps strictly ascending. */
    private VersionStore.Slot[] slots = new VersionStore.Slot[1];

    private int count;

    VersionChain(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    int count() {
        return count;
    }

    /** The {@code index}-th oldest. */
    VersionStore.Slot slot(int index) {
        return slots[index];
    }

    VersionStore.Slot newest() {
        return slots[count - 1];
    }

    /** Index of the newest version at or below {@code at}; -1 when all are above. */
    int indexAtOrBelow(Timestamp at) {
        int high = count - 1;
        if (high < 0 || slots[high].at().compareTo(at) <= 0) {
            return high; // readers mostly want the newest
        }
        int low = 0;
        high--;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (slots[middle].at().compareTo(at) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Index of the version at exactly {@code at}; -1 when there is none. */
    int indexOf(Timestamp at) {
        int index = indexAtOrBelow(at);
        return index >= 0 && slots[index].at().compareTo(at) == 0 ? index : -1;
    }

    /** Adds a version whose timestamp is not there yet. */
    void insert(VersionStore.Slot slot) {
        int index = indexAtOrBelow(slot.at()) + 1;
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(2, count + (count >> 1)));
        }
        System.arraycopy(slots, index, slots, index + 1, count - index);
        slots[index] = slot;
        count++;
    }

    /** Takes the {@code index}-th oldest out. */
    void removeAt(int index) {
        System.arraycopy(slots, index + 1, slots, index, count - index - 1);
        count--;
        slots[count] = null; // lets the garbage collector have it
    }

    /** Bytes a version takes by the engine's reckoning. */
    long bytesOf(VersionStore.Slot slot) {
        return (long) key.length() + TIMESTAMP_BYTES + slot.valueBytes();
    }
}
