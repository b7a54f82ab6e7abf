package io.biplane.storage.journal;

import java.util.function.Consumer;

/** Passes on the events of a replay that are asked for. */
final class Replay implements Consumer<EventBatch> {
    private final long from;
    private final long to;
    private final Consumer<StoredEvent> visitor;
    /** Events still to be shown. */
    private long left;

    Replay(long from, long to, long max, Consumer<StoredEvent> visitor) {
        this.from = from;
        this.to = to;
        this.left = max;
        this.visitor = visitor;
    }

    boolean isDone() {
        return left <= 0;
    }

    @Override
    public void accept(EventBatch batch) {
        for (StoredEvent event : batch.events()) {
            if (event.sequenceNumber() >= from && event.sequenceNumber() <= to && left > 0) {
                left--;
                visitor.accept(event);
            }
        }
    }
}
