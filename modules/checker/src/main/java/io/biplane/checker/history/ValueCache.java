package io.biplane.checker.history;

/**
 * Shares equal texts and numbers of one file: the same few words, keys and elements come again and
 * again, and a history of a million operations is mostly made of them. Two tables of fixed size in
 * which the newest value has its place, so the cache itself never grows.
 */
public final class ValueCache {
    private static final int TEXTS = 1 << 12;
    private static final int NUMBERS = 1 << 16;
    /** Longer texts are payloads, which hardly repeat. */
    private static final int TEXT_LENGTH_MAX = 64;

    private final String[] texts = new String[TEXTS];
    private final Long[] numbers = new Long[NUMBERS];

    /** An empty cache. */
    public ValueCache() {}

    /** A text equal to this one. */
    public String text(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return text;
        }
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & TEXTS - 1;
        String known = texts[place];
        if (text.equals(known)) {
            return known;
        }
        texts[place] = text;
        return text;
    }

    /** The number as an object. */
    public Long number(long number) {
        int place = (int) ((number * 0x9E3779B97F4A7C15L) >>> 48) & NUMBERS - 1;
        Long known = numbers[place];
        if (known != null && known == number) {
            return known;
        }
        numbers[place] = number;
        return numbers[place];
    }
}
