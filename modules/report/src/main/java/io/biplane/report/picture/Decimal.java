package io.biplane.report.picture;

/**
 * Nanoseconds in a larger unit, to so many decimals, rounded half up: what {@code String.format} makes of them, which costs more
 * than all the rest of a picture's line.
 */
final class Decimal {
    private static final int SECOND_DIGITS = 9;
    private static final int MILLI_DIGITS = 6;

    private Decimal() {}

    /** As {@code %.Nf} of {@code nanos / 1e9}. */
    static String seconds(long nanos, int decimals) {
        return of(nanos, SECOND_DIGITS, decimals);
    }

    /** As {@code %.Nf} of {@code nanos / 1e6}. */
    static String millis(long nanos, int decimals) {
        return of(nanos, MILLI_DIGITS, decimals);
    }

    private static String of(long nanos, int unitDigits, int decimals) {
        long step = power(unitDigits - decimals);
        long rounded = (Math.abs(nanos) + step / 2) / step;
        long one = power(decimals);
        String rest = String.valueOf(rounded % one);
        return (nanos < 0 ? "-" : "") + rounded / one + "." + "0".repeat(decimals - rest.length())
                + rest;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
