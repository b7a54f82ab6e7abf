package io.biplane.storage.journal;

import java.util.List;

/**
 * Events of one log that are stored together or not at all; their sequence numbers follow one another.
 *
 * @param events at least one
 */
public record EventBatch(List<StoredEvent> events) {
    public EventBatch {
        events = List.copyOf(events);
        long expected = events.get(0).sequenceNumber();
        for (StoredEvent event : events) {
            if (event.sequenceNumber() != expected++) {
                throw new IllegalArgumentException("sequence number " + event.sequenceNumber()
                        + " in an atomic write, not " + (expected - 1));
            }
        }
    }

    public long first() {
        return events.get(0).sequenceNumber();
    }

    public long last() {
        return events.get(events.size() - 1).sequenceNumber();
    }

    /** Size on disk. */
    int bytes() {
        long bytes = 0;
        for (StoredEvent event : events) {
            bytes += event.bytes();
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "events " + first() + " to " + last();
    }
}
