package io.biplane.checker.linear;

import java.util.Arrays;

/**
 * The operations pending at one event of a part; moves along the events in both directions, because
 * a search goes back.
 */
final class Window {
    private final Part<?> part;
    /** By slot the operation pending there that will return; -1 if the slot is free. */
    private final int[] pending;
    /** By question how many operations of unknown outcome have asked it. */
    private final int[] asked;
    /** Questions asked so far; those from here on were not. */
    private int kindCount;
    /** Events before this one have been taken in. */
    private int at;

    Window(Part<?> part) {
        this.part = part;
        this.pending = new int[part.slotCount];
        this.asked = new int[part.members.size()];
        Arrays.fill(pending, -1);
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

    /** How many operations of unknown outcome have asked a question. */
    int asked(int kind) {
        return asked[kind];
    }

    /** Questions asked so far. */
    int kindCount() {
        return kindCount;
    }

    /** Takes in the next event. */
    void forward() {
        int event = part.events[at++];
        if (event < 0) {
            pending[part.slots[~event]] = -1;
        } else if (part.slots[event] >= 0) {
            pending[part.slots[event]] = event;
        } else if (asked[part.kinds[event]]++ == 0) {
            kindCount++;
        }
    }

    /** Goes back to an earlier event. */
    void backTo(int target) {
        while (at > target) {
            int event = part.events[--at];
            if (event < 0) {
                pending[part.slots[~event]] = ~event;
            } else if (part.slots[event] >= 0) {
                pending[part.slots[event]] = -1;
            } else if (--asked[part.kinds[event]] == 0) {
                kindCount--;
            }
        }
    }
}
