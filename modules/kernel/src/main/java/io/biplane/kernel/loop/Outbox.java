package io.biplane.kernel.loop;

import java.util.ArrayList;
import java.util.List;

/** What a task has sent and asked for, held back until the CPU time it was charged has passed. */
public final class Outbox {
    private final List<Runnable> actions = new ArrayList<>();

    /** Holds an action back. */
    public void add(Runnable action) {
        actions.add(action);
    }

    /** Carries all out, in the order they were added, and empties the box. */
    public void release() {
        for (int i = 0; i < actions.size(); i++) {
            actions.get(i).run();
        }
        actions.clear();
    }
}
