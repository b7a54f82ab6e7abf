package io.biplane.checker.history;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Whole numbers of any size: a {@code Long} if 64 bits do, else a {@code BigInteger}, so that equal
 * numbers are equal values.
 */
public final class Whole {
    /** Digits that a number may have; more are refused, since reading them takes their square. */
    public static final int DIGITS_MAX = 1000;

    private Whole() {}

    /** The number as a value. */
    public static Number of(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    /** Whether a value is one. */
    public static boolean isOne(Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }

    /** The number that a value is; empty if it is no whole number. */
    public static Optional<BigInteger> big(Object value) {
        if (value instanceof Long number) {
            return Optional.of(BigInteger.valueOf(number));
        }
        return value instanceof BigInteger number ? Optional.of(number) : Optional.empty();
    }

    /** The sum of two whole numbers. */
    public static Number sum(Number one, Number other) {
        if (one instanceof Long a && other instanceof Long b) {
            long sum = a + b;
            // Overflow if and only if both have the sign that the sum has not.
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return sum;
            }
        }
        return of(big(one).orElseThrow().add(big(other).orElseThrow()));
    }
}
