package io.biplane.cli.check;

import io.biplane.checker.domain.LatencyChecker;
import io.biplane.checker.domain.LatencyChecker.Budget;
import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.types.Durations;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of flags: numbers with units, budgets. */
final class FlagText {
    private static final Pattern COUNT = Pattern.compile("([0-9]{1,15})([kMG]?)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(B|KiB|MiB|GiB)");
    private static final Pattern BUDGET = Pattern.compile(
            "(?:(.+)\\.)?(p[0-9]{1,2}(?:\\.[0-9]{1,4})?|max)(<=?)([^@]+)" + "(?:@(.+)\\.\\.(.+))?");

    private FlagText() {}

    /** A duration in nanoseconds; its unit is required. */
    static long nanos(String flag, String text) {
        try {
            return Durations.parse(text);
        } catch (BadValue bad) {
            throw new BadFlag(flag + ": " + bad.getMessage());
        }
    }

    /** A number such as {@code 200M}. */
    static long count(String flag, String text) {
        Matcher matcher = COUNT.matcher(text);
        if (!matcher.matches()) {
            throw new BadFlag(flag + ": '" + text + "' is no number such as 5000000000 or 200M");
        }
        long factor = switch (matcher.group(2)) {
            case "k" -> 1_000L;
            case "M" -> 1_000_000L;
            case "G" -> 1_000_000_000L;
            default -> 1L;
        };
        return positive(flag, text, matcher.group(1), factor);
    }

    /** Bytes such as {@code 512MiB}; the unit is required. */
    static long bytes(String flag, String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new BadFlag(flag + ": '" + text + "' is no size such as 512MiB; units: B, KiB,"
                    + " MiB, GiB");
        }
        long factor = switch (matcher.group(2)) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1L;
        };
        return positive(flag, text, matcher.group(1), factor);
    }

    private static long positive(String flag, String text, String digits, long factor) {
        try {
            long number = Math.multiplyExact(Long.parseLong(digits), factor);
            if (number > 0) {
                return number;
            }
        } catch (ArithmeticException tooLarge) {
            throw new BadFlag(flag + ": '" + text + "' is too large");
        }
        throw new BadFlag(flag + ": must be more than nothing");
    }

    /**
     * A budget: {@code p99<400ms}, {@code read.p99.9<1s}, {@code max<=2s@20s..30s}: operations,
     * percentile, bound, and the phase in virtual time.
     */
    static Budget budget(String text) {
        Matcher matcher = BUDGET.matcher(text.replace(" ", ""));
        if (!matcher.matches()) {
            throw new BadFlag("--budget: '" + text + "' is no budget such as p99<400ms,"
                    + " read.p99.9<1s or max<2s@20s..30s");
        }
        boolean isMax = matcher.group(2).equals("max");
        int perMillion = isMax
                ? LatencyChecker.ALL
                : new BigDecimal(matcher.group(2).substring(1))
                        .movePointRight(4)
                        .intValueExact();
        if (perMillion == 0) {
            throw new BadFlag("--budget: '" + text + "' has no percentile: p0 is nobody's latency");
        }
        long bound = nanos("--budget", matcher.group(4));
        boolean hasPhase = matcher.group(5) != null;
        long from = hasPhase ? nanos("--budget", matcher.group(5)) : Long.MIN_VALUE;
        long until = hasPhase ? nanos("--budget", matcher.group(6)) : Long.MAX_VALUE;
        if (from >= until) {
            throw new BadFlag("--budget: '" + text + "' has a phase that ends before it begins");
        }
        String name = (matcher.group(1) == null ? "" : matcher.group(1) + ".")
                + matcher.group(2)
                + (hasPhase ? "@" + matcher.group(5) + ".." + matcher.group(6) : "");
        boolean isInclusive = matcher.group(3).equals("<=");
        return new Budget(
                name.toLowerCase(Locale.ROOT),
                Optional.ofNullable(matcher.group(1)),
                from,
                until,
                perMillion,
                isInclusive ? bound : bound - 1,
                matcher.group(3) + " " + matcher.group(4));
    }
}
