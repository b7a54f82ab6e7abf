package io.biplane.sql.session;

import io.biplane.sql.error.InvariantViolation;
import io.biplane.sql.parse.ParsedStatement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Statements that were parsed and planned before, by their text; bounded, the least recently used
 * one leaves. Whether a plan still fits the catalog is checked by whoever takes it out.
 */
public final class PlanCache {
    /** Source: notes/sql.md §2.5 finds 50 enough for a workload; four times that leaves room. */
    static final int DEFAULT_CAPACITY = 200;

    private final LinkedHashMap<String, Entry> entries;

    PlanCache(int capacity) {
        InvariantViolation.check(capacity > 0, "capacity " + capacity);
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
                return size() > capacity;
            }
        };
    }

    /** A parsed text. */
    record Entry(ParsedStatement parsed) {}

    Optional<Entry> find(String text) {
        return Optional.ofNullable(entries.get(text));
    }

    void put(String text, Entry entry) {
        entries.put(text, entry);
    }

    /** Number of texts held. */
    public int size() {
        return entries.size();
    }

    /** Forgets everything: the state of a server that has just started. */
    public void clear() {
        entries.clear();
    }
}
