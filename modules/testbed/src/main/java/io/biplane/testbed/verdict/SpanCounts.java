package io.biplane.testbed.verdict;

import io.biplane.testbed.history.HistoryEvent;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts of all rows of a kv load, whose rows are only ever added: a count sees every row that was acknowledged before it was asked for and
 * every row that an earlier count saw, and none that nobody had begun to write. Reads of several nodes that are not of one instant
 * break this.
 */
final class SpanCounts {
    /** Keys whose write was acknowledged. */
    private final TreeSet<Long> certain = new TreeSet<>();
    /** Keys whose write was begun. */
    private final TreeSet<Long> possible = new TreeSet<>();
    /** What a count under way must at least see, by process. */
    private final Map<Long, Long> least = new TreeMap<>();

    private long largestSeen;
    private long counts;

    private SpanCounts() {}

    static HistoryChecks.Finding check(List<HistoryEvent> events) {
        SpanCounts checker = new SpanCounts();
        for (HistoryEvent event : events) {
            if (event.f().equals("write")) {
                checker.onWrite(event);
            } else if (event.f().equals("span")) {
                String problem = checker.onSpan(event);
                if (!problem.isEmpty()) {
                    return HistoryChecks.Finding.broken(problem, event.atNanos());
                }
            }
        }
        return checker.counts == 0
                ? HistoryChecks.Finding.unknown("no count of all rows succeeded")
                : HistoryChecks.Finding.held(checker.counts + " counts of all rows");
    }

    private void onWrite(HistoryEvent event) {
        Long key = (Long) ((List<?>) event.value()).get(0);
        if (event.type() == HistoryEvent.Type.INVOKE) {
            possible.add(key);
        } else if (event.type() == HistoryEvent.Type.OK) {
            certain.add(key);
        }
    }

    private String onSpan(HistoryEvent event) {
        if (event.type() == HistoryEvent.Type.INVOKE) {
            least.put(event.process(), Math.max(certain.size(), largestSeen));
            return "";
        }
        long atLeast = least.remove(event.process());
        if (event.type() != HistoryEvent.Type.OK) {
            return "";
        }
        counts++;
        long seen = (Long) event.value();
        if (seen < atLeast) {
            return "a count saw " + seen + " rows, and " + atLeast
                    + " were there before it was asked for";
        }
        if (seen > possible.size()) {
            return "a count saw " + seen + " rows, and only " + possible.size()
                    + " can have been written";
        }
        largestSeen = Math.max(largestSeen, seen);
        return "";
    }
}
