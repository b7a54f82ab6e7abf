package io.biplane.kvserver.store;

import io.biplane.base.id.RangeId;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The next deadline of each replica, in order of time; ties in order of range. A replica whose deadline has come is ticked. */
final class Deadlines implements StoreQueue {
    private record Due(long atNanos, RangeId range) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : range.compareTo(other.range);
        }
    }

    private final TreeSet<Due> queue = new TreeSet<>();
    private final TreeMap<RangeId, Due> byRange = new TreeMap<>();

    private final Consumer<RangeId> tick;

    Deadlines(Consumer<RangeId> tick) {
        this.tick = tick;
    }

    /** Sets a range's deadline; {@code Long.MAX_VALUE} for none. */
    void set(RangeId range, long atNanos) {
        Due before = byRange.get(range);
        if (before != null) {
            if (before.atNanos() == atNanos) {
                return;
            }
            queue.remove(before);
        }
        if (atNanos == Long.MAX_VALUE) {
            byRange.remove(range);
        } else {
            Due due = new Due(atNanos, range);
            byRange.put(range, due);
            queue.add(due);
        }
    }

    /** Ticking comes last, as it may set deadlines again. */
    @Override
    public void run(long nowNanos) {
        List<RangeId> due = new ArrayList<>();
        while (!queue.isEmpty() && queue.first().atNanos() <= nowNanos) {
            RangeId range = queue.pollFirst().range();
            byRange.remove(range);
            due.add(range);
        }
        due.forEach(tick);
    }

    @Override
    public long dueNanos() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.first().atNanos();
    }
}
