package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The engine as simply as it can be said: one sorted map of versions, one of local records, copied whole at need. */
final class ModelEngine {
    record At(Key key, Timestamp time) implements Comparable<At> {
        private static final Comparator<At> ORDER =
                Comparator.comparing(At::key).thenComparing(At::time, Comparator.reverseOrder());

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }

    /** Newest of a key first; an empty Optional is a tombstone. */
    TreeMap<At, Optional<String>> versions = new TreeMap<>();

    TreeMap<Key, String> locals = new TreeMap<>();

    ModelEngine copy() {
        ModelEngine copy = new ModelEngine();
        copy.versions = new TreeMap<>(versions);
        copy.locals = new TreeMap<>(locals);
        return copy;
    }

    Optional<At> visible(Key key, Timestamp time) {
        return versions.keySet().stream()
                .filter(at -> at.key().equals(key) && !at.time().isAfter(time))
                .findFirst();
    }

    List<Key> keys(Span span) {
        return versions.keySet().stream()
                .map(At::key)
                .filter(span::contains)
                .distinct()
                .toList();
    }

    /** {@code key=value} of the rows seen. */
    List<String> scan(Span span, Timestamp time) {
        List<String> rows = new ArrayList<>();
        for (Key key : keys(span)) {
            visible(key, time)
                    .flatMap(at -> versions.get(at))
                    .ifPresent(value -> rows.add(key + "=" + value));
        }
        return rows;
    }

    void collectGarbage(Span span, Timestamp threshold) {
        for (Key key : keys(span)) {
            Optional<At> kept = visible(key, threshold);
            versions.keySet()
                    .removeIf(at -> at.key().equals(key)
                            && kept.isPresent()
                            && at.time().compareTo(kept.get().time()) < 0);
            if (kept.isPresent() && versions.get(kept.get()).isEmpty()) {
                versions.remove(kept.get());
            }
        }
    }
}
