package io.biplane.checker.history;

import java.math.BigInteger;

/**
 * EDN's ratio, such as {@code 1/2}, in lowest terms: {@code 2/4} is the same. A ratio that is a whole
 * number is that number and none of these. Source: Clojure's {@code Ratio}.
 *
 * @param numerator has the sign
 * @param denominator at least 2
 */
public record Ratio(BigInteger numerator, BigInteger denominator) {
    public Ratio {
        boolean isReduced = numerator.gcd(denominator).equals(BigInteger.ONE);
        if (!isReduced || denominator.compareTo(BigInteger.TWO) < 0) {
            throw new IllegalArgumentException(numerator + "/" + denominator);
        }
    }

    /**
     * A quotient: a ratio, or the whole number that it is.
     *
     * @throws ArithmeticException if the denominator is zero
     */
    public static Object of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger common = numerator.gcd(denominator);
        BigInteger sign = BigInteger.valueOf(denominator.signum());
        BigInteger above = numerator.divide(common).multiply(sign);
        BigInteger below = denominator.divide(common).multiply(sign);
        return below.equals(BigInteger.ONE) ? Whole.of(above) : new Ratio(above, below);
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
