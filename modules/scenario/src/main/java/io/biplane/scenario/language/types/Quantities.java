package io.biplane.scenario.language.types;

import io.biplane.base.random.Latency;
import io.biplane.base.random.SimRandom;
import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.ScalarType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers, most of them with units. */
public final class Quantities {
    /** A duration in nanoseconds. */
    public static final ScalarType<Long> DURATION = ScalarType.text(
                    "duration",
                    "a duration such as 500ms, 10s or 1m30s",
                    "10s",
                    Durations.PATTERN,
                    (text, mark) -> Durations.parse(text))
            .drawnBy(Quantities::drawDuration);

    /** A duration with a sign, in nanoseconds. */
    public static final ScalarType<Long> SIGNED_DURATION = ScalarType.text(
                    "signed-duration",
                    "a duration with a sign, such as -200ms or +1s",
                    "200ms",
                    "[+-]?" + Durations.PATTERN,
                    (text, mark) -> signedDuration(text))
            .drawnBy(Quantities::drawDuration);

    private static final String LATENCY_PATTERN =
            Durations.PATTERN + "( ?(±|\\+-|\\.\\.) ?" + Durations.PATTERN + ")?";

    /** A latency and its spread. */
    public static final ScalarType<Latency.Uniform> LATENCY = ScalarType.text(
            "latency",
            "a latency such as 1ms, 0.5ms ± 0.1ms (or +-), or 1ms..3ms",
            "0.5ms ± 0.1ms",
            LATENCY_PATTERN,
            (text, mark) -> latency(text));

    /** Operations per second. */
    public static final ScalarType<Double> RATE = ScalarType.text(
                    "rate",
                    "a rate such as 500/s",
                    "500/s",
                    "[0-9]+(\\.[0-9]+)?/s",
                    (text, mark) -> suffixed(text, "/s", "a rate", "500/s"))
            .drawnBy((from, to, random) -> drawWhole(from, to, random) + "/s");

    /** A share, as a fraction of 1. */
    public static final ScalarType<Double> SHARE = ScalarType.text(
            "share",
            "a percentage such as 1% or 0.5%",
            "1%",
            "(100|[0-9]{1,2}(\\.[0-9]+)?)%",
            (text, mark) -> share(text));

    /** Parts in a million, signed. */
    public static final ScalarType<Double> PPM = ScalarType.text(
            "ppm",
            "parts in a million, such as 200ppm or -50ppm",
            "200ppm",
            "[+-]?[0-9]+(\\.[0-9]+)?ppm",
            (text, mark) -> suffixed(text, "ppm", "a drift", "200ppm"));

    /** A whole number of percent. */
    public static final ScalarType<Integer> PERCENT = count("percent", 0, 100);

    private static final int BYTES_MIN = 16;
    private static final int BYTES_MAX = 1 << 20;

    /** Bytes. */
    public static final ScalarType<Integer> BYTES = ScalarType.text(
            "bytes",
            "a size such as 64B or 4KiB",
            "64B",
            "[1-9][0-9]{0,6}(B|KiB)",
            (text, mark) -> bytes(text));

    /** Seed of a run. */
    public static final ScalarType<Long> SEED = seed();

    /** A factor of at least 1. */
    public static final ScalarType<Double> FACTOR = factor();

    private Quantities() {}

    /** A whole number between two bounds. */
    public static ScalarType<Integer> count(String name, int min, int max) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", min);
        schema.put("maximum", max);
        String describe = "a whole number from " + min + " to " + max;
        return new ScalarType<>(
                name,
                describe,
                String.valueOf(Math.max(1, min)),
                schema,
                "[0-9]+",
                (text, mark) -> whole(text, describe, min, max),
                Optional.of((from, to, random) -> {
                    checkOrder(from, to);
                    return String.valueOf(random.between(from, to));
                }));
    }

    private static int whole(String text, String describe, int min, int max) throws BadValue {
        if (!text.matches("[+-]?[0-9]+")) {
            throw BadValue.shape("expected " + describe + ", found '" + text + "'");
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException tooLong) {
            throw BadValue.shape(text + " is not " + describe);
        }
        throw BadValue.shape(text + " is not " + describe);
    }

    private static ScalarType<Long> seed() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", 0);
        schema.put("maximum", Long.MAX_VALUE);
        return new ScalarType<>(
                "seed",
                "a whole number from 0",
                "42",
                schema,
                "[0-9]+",
                (text, mark) -> {
                    try {
                        if (text.matches("[0-9]+")) {
                            return Long.parseLong(text);
                        }
                    } catch (NumberFormatException tooLong) {
                        throw BadValue.shape(text + " does not fit into 63 bits");
                    }
                    throw BadValue.shape("'" + text + "' is no seed", "a whole number from 0");
                },
                Optional.empty());
    }

    private static ScalarType<Double> factor() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "number");
        schema.put("minimum", 1);
        return new ScalarType<>(
                "factor",
                "a factor of at least 1, such as 10",
                "10",
                schema,
                "[0-9]+(\\.[0-9]+)?",
                (text, mark) -> {
                    boolean number = text.matches("[0-9]+(\\.[0-9]+)?");
                    if (!number || Double.parseDouble(text) < 1) {
                        throw BadValue.shape(
                                "'" + text + "' is no factor of at least 1",
                                "write 10 for ten times");
                    }
                    return Double.parseDouble(text);
                },
                Optional.of(Quantities::drawWhole));
    }

    private static long signedDuration(String text) throws BadValue {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        long nanos = Durations.parse(signed ? text.substring(1) : text);
        return text.startsWith("-") ? -nanos : nanos;
    }

    private static Latency.Uniform latency(String text) throws BadValue {
        for (String sign : List.of("±", "+-", "..")) {
            int at = text.indexOf(sign);
            if (at >= 0) {
                long first = Durations.parse(text.substring(0, at).strip());
                long second = Durations.parse(text.substring(at + sign.length()).strip());
                return sign.equals("..") ? range(text, first, second) : spread(text, first, second);
            }
        }
        long only = Durations.parse(text);
        return new Latency.Uniform(only, only);
    }

    private static Latency.Uniform range(String text, long min, long max) throws BadValue {
        if (max < min) {
            throw BadValue.meaning("the range '" + text + "' ends before it begins");
        }
        return new Latency.Uniform(min, max);
    }

    private static Latency.Uniform spread(String text, long mean, long spread) throws BadValue {
        if (spread > mean) {
            throw BadValue.meaning("the spread of '" + text + "' is larger than its middle");
        }
        return new Latency.Uniform(mean - spread, mean + spread);
    }

    private static double suffixed(String text, String suffix, String what, String example)
            throws BadValue {
        String number =
                text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : "";
        if (!number.matches("[+-]?[0-9]+(\\.[0-9]+)?")
                || suffix.equals("/s") && !Character.isDigit(number.charAt(0))) {
            throw BadValue.shape(
                    "'" + text + "' is not " + what + " with its unit", "write it like " + example);
        }
        return Double.parseDouble(number);
    }

    private static double share(String text) throws BadValue {
        if (!text.matches("(100|[0-9]{1,2}(\\.[0-9]+)?)%")) {
            throw BadValue.shape(
                    "'" + text + "' is no percentage from 0% to 100%", "write it like 1% or 0.5%");
        }
        return Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    }

    private static int bytes(String text) throws BadValue {
        if (!text.matches("[1-9][0-9]{0,6}(B|KiB)")) {
            throw BadValue.shape("'" + text + "' is no size", "write it like 64B or 4KiB");
        }
        boolean kibi = text.endsWith("KiB");
        long count = Long.parseLong(text.substring(0, text.length() - (kibi ? 3 : 1)));
        long bytes = kibi ? count * 1024 : count;
        if (bytes < BYTES_MIN) {
            throw BadValue.meaning("'" + text + "' is too small: a value says which write it is of,"
                    + " and that takes " + BYTES_MIN + "B");
        }
        if (bytes > BYTES_MAX) {
            throw BadValue.meaning("'" + text + "' is more than 1024KiB");
        }
        return (int) bytes;
    }

    private static void checkOrder(double from, double to) throws BadValue {
        if (to < from) {
            throw BadValue.meaning("the range ends before it begins");
        }
    }

    private static String drawWhole(Double from, Double to, SimRandom random) throws BadValue {
        checkOrder(from, to);
        return String.valueOf(random.between((long) from.doubleValue(), (long) to.doubleValue()));
    }

    /**
     * Draws in steps fit for reading: milliseconds from a range of seconds, else microseconds or
     * nanoseconds.
     */
    private static String drawDuration(Long from, Long to, SimRandom random) throws BadValue {
        checkOrder(from, to);
        long width = to - from;
        long step = width >= 1_000_000_000L ? 1_000_000L : width >= 1_000_000L ? 1_000L : 1L;
        return Durations.print(from + step * random.between(0, width / step));
    }
}
