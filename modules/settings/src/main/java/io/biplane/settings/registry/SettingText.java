package io.biplane.settings.registry;

import io.biplane.base.id.ClusterVersion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of settings as text: reads what people write, prints as the modelled system does. */
public final class SettingText {
    private static final Pattern DURATION_PART =
            Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) *([kmgtp]?i?b?)");
    private static final String[] SIZE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private SettingText() {}

    /**
     * The value in canonical notation.
     *
     * @throws IllegalArgumentException with a text for the user when it is not of the type
     */
    public static String canonical(SettingType type, String text) {
        String trimmed = text.trim();
        return switch (type) {
            case BOOLEAN -> String.valueOf(bool(trimmed));
            case DURATION -> printDuration(durationNanos(trimmed));
            case BYTE_SIZE -> printSize(bytes(trimmed));
            case INTEGER -> String.valueOf(integer(trimmed));
            case FLOAT -> number(trimmed).stripTrailingZeros().toPlainString();
            case VERSION -> ClusterVersion.parse(trimmed).toString();
            case ENUMERATION -> trimmed.toLowerCase(Locale.ROOT);
            case STRING -> text;
        };
    }

    /** Reads a truth value as PostgreSQL does. */
    public static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "t", "y", "1" -> true;
            case "false", "off", "no", "f", "n", "0" -> false;
            default -> throw broken(text, "bool", "invalid bool value");
        };
    }

    /** Nanoseconds of {@code 1h2m3.5s}; a bare number counts seconds, as in an interval. */
    public static long durationNanos(String text) {
        boolean isNegative = text.startsWith("-");
        String rest = isNegative ? text.substring(1) : text;
        if (rest.matches("[0-9]+(\\.[0-9]+)?")) {
            rest = rest + "s";
        }
        Matcher part = DURATION_PART.matcher(rest);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (part.lookingAt()) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unitNanos(part.group(2))));
            end = part.end();
            part.region(end, rest.length());
        }
        if (end != rest.length() || rest.isEmpty()) {
            throw broken(text, "interval", "write it like 10s or 1m30s");
        }
        long nanos = sum.setScale(0, RoundingMode.DOWN).longValueExact();
        return isNegative ? -nanos : nanos;
    }

    private static BigDecimal unitNanos(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ns" -> 1L;
                    case "us", "µs" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> NANOS_PER_SECOND;
                    case "m" -> 60 * NANOS_PER_SECOND;
                    default -> 3_600 * NANOS_PER_SECOND;
                });
    }

    /** As Go prints a duration: {@code 10s}, {@code 1m30s}, {@code 5m0s}, {@code 500ms}, {@code 0s}. */
    public static String printDuration(long nanos) {
        if (nanos < 0) {
            return "-" + printDuration(-nanos);
        }
        if (nanos < NANOS_PER_SECOND) {
            return subSecond(nanos);
        }
        long hours = nanos / (3_600 * NANOS_PER_SECOND);
        long minutes = nanos / (60 * NANOS_PER_SECOND) % 60;
        String seconds = plain(nanos % (60 * NANOS_PER_SECOND), 9) + "s";
        if (hours > 0) {
            return hours + "h" + minutes + "m" + seconds;
        }
        return minutes > 0 ? minutes + "m" + seconds : seconds;
    }

    private static String subSecond(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? plain(nanos, 3) + "µs" : plain(nanos, 6) + "ms";
    }

    private static String plain(long unscaled, int scale) {
        BigDecimal value = BigDecimal.valueOf(unscaled, scale).stripTrailingZeros();
        return value.toPlainString();
    }

    /** Bytes of {@code 64MiB} or {@code 1 GB}; decimal units count by 1000. */
    public static long bytes(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw broken(text, "byte size", "write it like 64MiB");
        }
        String unit = size.group(2);
        int power = unit.isEmpty() ? 0 : Math.max(0, "bkmgtp".indexOf(unit.charAt(0)));
        long base = unit.contains("i") ? 1024 : 1000;
        return new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(base).pow(power))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** As the modelled system prints it: {@code 128 MiB}, {@code 1.0 GiB}. */
    public static String printSize(long bytes) {
        int unit = 0;
        BigDecimal value = BigDecimal.valueOf(bytes);
        BigDecimal step = BigDecimal.valueOf(1024);
        while (value.compareTo(step) >= 0 && unit < SIZE_UNITS.length - 1) {
            value = value.divide(step, 10, RoundingMode.HALF_UP);
            unit++;
        }
        boolean isSmall = unit > 0 && value.compareTo(BigDecimal.TEN) < 0;
        return value.setScale(isSmall ? 1 : 0, RoundingMode.HALF_UP).toPlainString()
                + " "
                + SIZE_UNITS[unit];
    }

    private static long integer(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw broken(text, "int", "invalid syntax");
        }
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw broken(text, "float", "invalid syntax");
        }
    }

    private static IllegalArgumentException broken(String text, String type, String why) {
        return new IllegalArgumentException(
                "could not parse \"" + text + "\" as type " + type + ": " + why);
    }
}
