package io.biplane.testbed.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All events of a run in the order they happened. */
public final class History {
    private final List<HistoryEvent> events = new ArrayList<>();
    private long nextProcess;

    /** A process number not used before. */
    public long newProcess() {
        return nextProcess++;
    }

    public void append(HistoryEvent event) {
        events.add(event);
    }

    /** The events so far, oldest first; a view. */
    public List<HistoryEvent> events() {
        return Collections.unmodifiableList(events);
    }
}
