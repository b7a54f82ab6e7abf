package io.biplane.checker.domain;

import io.biplane.checker.history.Nil;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key with a value, {@link Nil} if there is none. */
record Row(Object key, Object value) {
    boolean isThere() {
        return !(value instanceof Nil);
    }

    /**
     * A row from {@code [key, value]}, {@code [key]} or, as Jepsen writes reads, {@code ["r", key,
     * value]}; empty if it is none.
     */
    static Optional<Row> of(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > 3) {
            return Optional.empty();
        }
        if (list.size() == 3) {
            return "r".equals(list.get(0))
                    ? Optional.of(new Row(list.get(1), list.get(2)))
                    : Optional.empty();
        }
        return Optional.of(new Row(list.get(0), list.size() == 1 ? Nil.NIL : list.get(1)));
    }

    /** Rows from a list of rows or an object; empty if one is none, or a key stands twice. */
    static Optional<List<Row>> allOf(Object value) {
        List<Row> rows = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> rows.add(new Row(key, item)));
            return Optional.of(rows);
        }
        if (!(value instanceof Collection<?> list)) {
            return Optional.empty();
        }
        for (Object item : list) {
            Optional<Row> row = of(item);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            rows.add(row.get());
        }
        boolean isOnce = rows.stream().map(Row::key).distinct().count() == rows.size();
        return isOnce ? Optional.of(rows) : Optional.empty();
    }
}
