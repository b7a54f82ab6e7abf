package io.biplane.kernel.loop;

import java.util.Arrays;

/**
 * What a task has sent and asked for, held back until the CPU time it was charged has passed.
 *
 * <p>An array rather than a list, and meant to be used again: there is one a task, some hundred
 * thousand a virtual minute.
 */
public final class Outbox {
    private Runnable[] actions = new Runnable[4];
    private int size;

    /** Holds an action back. */
    public void add(Runnable action) {
        if (size == actions.length) {
            actions = Arrays.copyOf(actions, size * 2);
        }
        actions[size++] = action;
    }

    /** Whether nothing is held back. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Carries all out, in the order they were added, and empties the box. */
    public void release() {
        for (int i = 0; i < size; i++) {
            actions[i].run();
            actions[i] = null;
        }
        size = 0;
    }
}
