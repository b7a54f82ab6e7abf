package io.biplane.scenario.language.types;

import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.Suggestion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: {@code 500ms}, {@code 1m30s}. */
public final class Durations {
    /** Nanoseconds of each unit, largest first. */
    private static final Map<String, Long> UNITS = units();

    static final String PATTERN = "([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+";

    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([^0-9.]*)");

    /** Longest duration a scenario may name: ten virtual years would not fit a run; a day does. */
    private static final long NANOS_MAX = 7L * 24 * 3_600_000_000_000L;

    private Durations() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("h", 3_600_000_000_000L);
        units.put("m", 60_000_000_000L);
        units.put("s", 1_000_000_000L);
        units.put("ms", 1_000_000L);
        units.put("us", 1_000L);
        units.put("µs", 1_000L);
        units.put("ns", 1L);
        return units;
    }

    /** Nanoseconds. */
    public static long parse(String text) throws BadValue {
        Matcher matcher = PART.matcher(text);
        long nanos = 0;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            nanos += part(text, matcher.group(1), matcher.group(2));
            end = matcher.end();
        }
        if (end != text.length() || end == 0) {
            throw BadValue.shape(
                    "'" + text + "' is no duration", "a number and a unit: 500ms, 10s, 1m30s");
        }
        return nanos;
    }

    private static long part(String text, String number, String unit) throws BadValue {
        if (unit.isEmpty()) {
            throw BadValue.shape(
                    "'" + text + "' has no unit",
                    "write " + text + "s for seconds; units: ns, us, ms, s, m, h");
        }
        Long factor = UNITS.get(unit);
        if (factor == null && UNITS.containsKey(unit.strip())) {
            throw BadValue.shape(
                    "'" + text + "' has a blank in it", "write " + text.replace(" ", ""));
        }
        if (factor == null) {
            throw BadValue.shape(
                    "unknown unit '" + unit + "' in '" + text + "'" + unitHint(unit),
                    "units: ns, us, ms, s, m, h");
        }
        BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(factor));
        if (nanos.compareTo(BigDecimal.valueOf(NANOS_MAX)) > 0) {
            throw BadValue.meaning("'" + text + "' is longer than a week");
        }
        return nanos.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static String unitHint(String unit) {
        String lower = unit.strip().toLowerCase(java.util.Locale.ROOT);
        for (String known : new String[] {"ms", "s", "m", "h", "us", "ns"}) {
            boolean spelt = lower.startsWith(longWord(known))
                    || lower.equals(known)
                    || known.length() == 2 && lower.startsWith(known);
            if (spelt) {
                return " (did you mean '" + known + "'?)";
            }
        }
        return Suggestion.hint(unit, UNITS.keySet());
    }

    private static String longWord(String unit) {
        return switch (unit) {
            case "ms" -> "mil";
            case "s" -> "sec";
            case "m" -> "min";
            case "h" -> "h";
            case "us" -> "mic";
            default -> "nan";
        };
    }

    /** The shortest exact text in one unit: {@code 1.5s}, {@code 250us}. */
    public static String print(long nanos) {
        if (nanos < 0) {
            return "-" + print(-nanos);
        }
        String unit = "s";
        if (nanos != 0 && nanos < 1_000_000_000L) {
            unit = nanos >= 1_000_000L ? "ms" : nanos >= 1_000L ? "us" : "ns";
        }
        return BigDecimal.valueOf(nanos)
                        .divide(BigDecimal.valueOf(UNITS.get(unit)))
                        .stripTrailingZeros()
                        .toPlainString()
                + unit;
    }
}
