package io.biplane.checker.history;

import java.math.BigDecimal;

/**
 * A number with a fraction or an exponent, kept exactly: JSON's {@code 0.1} and {@code 1e400}, EDN's
 * {@code 0.1M}. Equal if the numbers are, however they are written ({@code 1.0} and {@code 1.00}),
 * but never equal to a whole number: {@code 1} and {@code 1.0} are told apart, as in Clojure.
 *
 * @param value without zeros at its end, so that equal numbers have equal values
 */
public record Decimal(BigDecimal value) {
    /** Zeros that are spelled out behind a whole one; with more it is written with an exponent. */
    private static final int ZEROS_MAX = 20;

    public Decimal {
        value = value.stripTrailingZeros();
    }

    /**
     * The number that a text says.
     *
     * @throws NumberFormatException if it says none, or one whose exponent has more than 32 bits
     */
    public static Decimal parse(String text) {
        try {
            return new Decimal(new BigDecimal(text));
        } catch (ArithmeticException tooFar) {
            throw new NumberFormatException("exponent out of range");
        }
    }

    /** As JSON writes it, with a point or an exponent, so that no whole number looks the same. */
    @Override
    public String toString() {
        boolean isShortAndWhole = value.scale() <= 0 && value.scale() >= -ZEROS_MAX;
        return isShortAndWhole ? value.toPlainString() + ".0" : value.toString();
    }
}
