package io.biplane.kernel.trace;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A change of modelled state worth showing: a lease moved, a term began, a drain entered a phase.
 *
 * <p>Each layer has a sealed interface of its own below this one, with a record a change; whoever
 * follows a run looks at the type. Traces and files look at {@link #kind} and {@link #fields}, which
 * are part of the digest. Who brings actors of their own uses {@link #of}. Immutable.
 */
public interface StateChange {
    /** What changed, dotted lower case, such as {@code lease.acquired}; the same text at each call. */
    String kind();

    /**
     * Names and values in the order they are shown; made anew at each call. Names are lower case,
     * values are {@code String}, {@code Long} or {@code Boolean}.
     */
    List<Field> fields();

    /**
     * One named value.
     *
     * @param value {@code String}, {@code Long} or {@code Boolean}
     */
    record Field(String name, Object value) {
        /**
         * Fields from alternating names and values; integers become longs, other values their text.
         */
        public static List<Field> listOf(Object... namesAndValues) {
            Field[] fields = new Field[namesAndValues.length / 2];
            for (int i = 0; i < fields.length; i++) {
                fields[i] =
                        new Field((String) namesAndValues[2 * i], plain(namesAndValues[2 * i + 1]));
            }
            return Collections.unmodifiableList(Arrays.asList(fields));
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

    /**
     * A change that has no record of its own, for users' actors, examples and tests. Two are equal
     * when kind and fields are.
     *
     * @param namesAndValues as {@link Field#listOf} takes them
     */
    static StateChange of(String kind, Object... namesAndValues) {
        return new GeneralChange(kind, Field.listOf(namesAndValues));
    }
}
