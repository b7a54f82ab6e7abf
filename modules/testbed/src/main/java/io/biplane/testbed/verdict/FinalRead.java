package io.biplane.testbed.verdict;

import io.biplane.testbed.history.HistoryEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One read of the final state; a load may need several.
 *
 * @param askedAtNanos when it was asked for: what was acknowledged before has to show
 * @param answeredAtNanos when it was answered: what was begun after cannot show
 * @param rows what it found; empty when it failed
 */
record FinalRead(long askedAtNanos, long answeredAtNanos, Optional<List<?>> rows) {
    /** All of a history, in the order they were asked for. */
    static List<FinalRead> of(List<HistoryEvent> events) {
        List<FinalRead> reads = new ArrayList<>();
        Map<Long, Integer> open = new TreeMap<>();
        for (HistoryEvent event : events) {
            if (!event.f().equals("read-final")) {
                continue;
            }
            if (event.type() == HistoryEvent.Type.INVOKE) {
                open.put(event.process(), reads.size());
                reads.add(new FinalRead(event.atNanos(), Long.MAX_VALUE, Optional.empty()));
            } else if (event.type() == HistoryEvent.Type.OK) {
                int index = open.remove(event.process());
                long asked = reads.get(index).askedAtNanos();
                List<?> rows = (List<?>) event.value();
                reads.set(index, new FinalRead(asked, event.atNanos(), Optional.of(rows)));
            }
        }
        return reads;
    }
}
