package io.biplane.checker.linear;

/**
 * The operations pending at one event of a part; moves along the events in both directions, because
 * a search goes back.
 */
final class Window {
    private final Part<?> part;
    /** Pending operation by slot; -1 if the slot is free. */
    private final int[] pending;
    /** Events before this one have been taken in. */
    private int at;

    Window(Part<?> part) {
        this.part = part;
        this.pending = new int[part.slotCount];
        java.util.Arrays.fill(pending, -1);
    }

    int at() {
        return at;
    }

    /** The operation pending in a slot, or -1. */
    int pending(int slot) {
        return pending[slot];
    }

    int slotCount() {
        return pending.length;
    }

    /** Takes in the next event. */
    void forward() {
        int event = part.events[at++];
        if (event >= 0) {
            pending[part.slots[event]] = event;
        } else {
            pending[part.slots[~event]] = -1;
        }
    }

    /** Goes back to an earlier event. */
    void backTo(int target) {
        while (at > target) {
            int event = part.events[--at];
            if (event >= 0) {
                pending[part.slots[event]] = -1;
            } else {
                pending[part.slots[~event]] = ~event;
            }
        }
    }
}
