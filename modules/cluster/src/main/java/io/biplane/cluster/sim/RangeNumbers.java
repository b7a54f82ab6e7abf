package io.biplane.cluster.sim;

/** Reads range numbers as state changes carry them: a number, or {@code r7}. */
final class RangeNumbers {
    private RangeNumbers() {}

    static long parse(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        String text = String.valueOf(value);
        return Long.parseLong(text.startsWith("r") ? text.substring(1) : text);
    }
}
