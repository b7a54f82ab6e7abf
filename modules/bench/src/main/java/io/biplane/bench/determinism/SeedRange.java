package io.biplane.bench.determinism;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Seeds from one to another, both included: {@code 1..200}, or {@code 7}. */
record SeedRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

    SeedRange {
        if (first > last) {
            throw new IllegalArgumentException(
                    "seeds " + first + ".." + last + " are in the wrong order");
        }
    }

    /** Reads what a user typed. */
    static SeedRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' are no seeds; write 7 or 1..200");
        }
        long first = Long.parseLong(matcher.group(1));
        return new SeedRange(
                first, matcher.group(2) == null ? first : Long.parseLong(matcher.group(2)));
    }

    /** All of them, rising. */
    List<Long> seeds() {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
