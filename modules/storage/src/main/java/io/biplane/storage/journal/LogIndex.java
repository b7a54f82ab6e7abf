package io.biplane.storage.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is known of one log: its batches in order and how far it is deleted.
 *
 * <p>Invariant: batches ascend and do not overlap, the last ends at {@link #highest()}, and none ends at or below
 * {@link #deletedTo()}. Between two there is a gap where events were rejected. Appending and forgetting cost the same whatever the log's length.
 *
 * @param <B> what is kept of a batch: itself, or just its bounds
 */
final class LogIndex<B> {
    /** One batch's bounds and what is kept of it. */
    record Entry<B>(long first, long last, B batch) {}

    private final Deque<Entry<B>> entries = new ArrayDeque<>();
    /** Highest sequence number ever stored, 0 when none. */
    private long highest;
    /** Events at or below are forgotten, 0 when none. */
    private long deletedTo;

    LogIndex(long highest, long deletedTo) {
        this.highest = highest;
        this.deletedTo = deletedTo;
    }

    long highest() {
        return highest;
    }

    long deletedTo() {
        return deletedTo;
    }

    /**
     * Throws when a batch that begins at {@code first} lies at or below the highest sequence number. Above it a gap is
     * as it should be: a rejected event keeps its number.
     */
    void checkIsAbove(String log, long first) {
        if (first <= highest) {
            throw new LogWriteException("sequence number " + first + " of " + log + " is not above "
                    + highest + ", which is stored");
        }
    }

    void append(Entry<B> entry) {
        entries.addLast(entry);
        highest = entry.last();
    }

    /** Takes the last append back; {@code before} was the highest sequence number then. */
    void takeBackAppend(long before) {
        entries.removeLast();
        highest = before;
    }

    /** Forgets up to {@code to}, at most {@link #highest()}; the batches of which nothing is left. */
    List<Entry<B>> deleteTo(long to) {
        deletedTo = Math.max(deletedTo, to);
        List<Entry<B>> dropped = new ArrayList<>();
        while (!entries.isEmpty() && entries.peekFirst().last() <= deletedTo) {
            dropped.add(entries.removeFirst());
        }
        return dropped;
    }

    /** Takes a deletion back. */
    void takeBackDelete(long deletedBefore, List<Entry<B>> dropped) {
        deletedTo = deletedBefore;
        for (int i = dropped.size() - 1; i >= 0; i--) {
            entries.addFirst(dropped.get(i));
        }
    }

    /** Shows the batches that have an event in [{@code from}, {@code to}]. */
    void forEach(long from, long to, Consumer<Entry<B>> visitor) {
        for (Entry<B> entry : entries) {
            if (entry.first() > to) {
                return;
            }
            if (entry.last() >= from) {
                visitor.accept(entry);
            }
        }
    }
}
