package io.biplane.kernel.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * A change of modelled state worth showing: a lease moved, a term began, a drain entered a phase.
 *
 * @param kind what changed, dotted lower case, such as {@code lease.acquired}
 * @param fields names and values in the order given; values are {@code String}, {@code Long} or
 * {@code Boolean}
 */
public record StateChange(String kind, List<Field> fields) {
    public StateChange {
        fields = List.copyOf(fields);
    }

    /** One named value. */
    public record Field(String name, Object value) {}

    /**
     * A change with alternating names and values; integers become longs, other values their text.
     */
    public static StateChange of(String kind, Object... namesAndValues) {
        List<Field> fields = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field((String) namesAndValues[i], plain(namesAndValues[i + 1])));
        }
        return new StateChange(kind, fields);
    }

    private static Object plain(Object value) {
        if (value instanceof Long || value instanceof Boolean || value instanceof String) {
            return value;
        }
        return value instanceof Integer number
                ? (Object) number.longValue()
                : String.valueOf(value);
    }
}
