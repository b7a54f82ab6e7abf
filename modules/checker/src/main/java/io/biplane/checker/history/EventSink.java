package io.biplane.checker.history;

/** Takes a history's events one by one, as a reader comes to them. */
@FunctionalInterface
public interface EventSink {
    /**
     * Takes the next event.
     *
     * @param line where it stands in its file, counted from 1
     * @throws HistoryFormatException if no history goes on like this
     */
    void accept(Event event, long line) throws HistoryFormatException;
}
