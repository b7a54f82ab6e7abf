package io.biplane.base.key;

/**
 * The keys from {@code start} up to and without {@code end}.
 *
 * @param start first key
 * @param end first key behind the span, above {@code start}
 */
public record Span(Key start, Key end) {
    public Span {
        if (start.compareTo(end) >= 0) {
            throw new IllegalArgumentException("empty span " + start + " to " + end);
        }
    }

    /** The span of one key alone. */
    public static Span of(Key key) {
        return new Span(key, key.next());
    }

    public boolean contains(Key key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) < 0;
    }

    public boolean contains(Span other) {
        return start.compareTo(other.start) <= 0 && other.end.compareTo(end) <= 0;
    }

    public boolean overlaps(Span other) {
        return start.compareTo(other.end) < 0 && other.start.compareTo(end) < 0;
    }
}
