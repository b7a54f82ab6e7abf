package io.biplane.checker.edn;

import io.biplane.checker.history.Decimal;
import io.biplane.checker.history.Ratio;
import io.biplane.checker.history.ValueCache;
import io.biplane.checker.history.Whole;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as Clojure reads them: {@code 16}, {@code 0x10}, {@code 020} and {@code 2r10000} are one;
 * {@code 1/2}; {@code 1.5} is a double, {@code 1.5M} a decimal. Source: Clojure's {@code EdnReader},
 * patterns of the same names.
 */
final class EdnNumbers {
    private static final Pattern INT =
            Pattern.compile("([-+]?)(?:(0)|([1-9][0-9]*)|0[xX]([0-9A-Fa-f]+)|0([0-7]+)"
                    + "|([1-9][0-9]?)[rR]([0-9A-Za-z]+))N?");
    private static final Pattern RATIO = Pattern.compile("([-+]?[0-9]+)/([0-9]+)");
    private static final Pattern FLOAT =
            Pattern.compile("([-+]?[0-9]+(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)(M?)");
    /** So many digits surely fit into 64 bits. */
    private static final int DIGITS_SURE = 18;

    private EdnNumbers() {}

    /** Whether a token is a number, or nothing at all. */
    static boolean isMeant(String token) {
        boolean isSigned = token.charAt(0) == '-' || token.charAt(0) == '+';
        return token.length() > (isSigned ? 1 : 0) && isDigit(token.charAt(isSigned ? 1 : 0));
    }

    /** The number; empty if the token is none, or none that can be kept. */
    static Optional<Object> parse(String token, ValueCache cache) {
        if (isShort(token)) {
            return Optional.of(cache.number(Long.parseLong(token)));
        }
        if (token.length() > Whole.DIGITS_MAX) {
            return Optional.empty();
        }
        try {
            return general(token);
        } catch (ArithmeticException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Nearly all numbers of nearly all histories. */
    private static boolean isShort(String token) {
        return token.length() <= DIGITS_SURE
                && isDigits(token)
                && (token.charAt(0) > '0' || token.equals("0"));
    }

    private static boolean isDigits(String token) {
        for (int i = token.charAt(0) == '-' || token.charAt(0) == '+' ? 1 : 0;
                i < token.length();
                i++) {
            if (!isDigit(token.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Object> general(String token) {
        Matcher whole = INT.matcher(token);
        if (whole.matches()) {
            return Optional.of(Whole.of(whole(whole)));
        }
        Matcher ratio = RATIO.matcher(token);
        if (ratio.matches()) {
            return Optional.of(Ratio.of(plain(ratio.group(1)), plain(ratio.group(2))));
        }
        Matcher number = FLOAT.matcher(token);
        // Digits alone that are no whole number, such as 08, are none.
        if (!number.matches() || isDigits(number.group())) {
            return Optional.empty();
        }
        return Optional.of(
                number.group(2).isEmpty()
                        ? (Object) real(Double.parseDouble(number.group(1)))
                        : Decimal.parse(number.group(1)));
    }

    /** A double; of the two zeros, which are equal in Clojure, always the same. */
    static Double real(double number) {
        return number == 0 ? 0.0 : number;
    }

    private static BigInteger whole(Matcher digits) {
        BigInteger number;
        if (digits.group(2) != null) {
            number = BigInteger.ZERO;
        } else if (digits.group(3) != null) {
            number = new BigInteger(digits.group(3));
        } else if (digits.group(4) != null) {
            number = new BigInteger(digits.group(4), 16);
        } else if (digits.group(5) != null) {
            number = new BigInteger(digits.group(5), 8);
        } else {
            number = new BigInteger(digits.group(7), Integer.parseInt(digits.group(6)));
        }
        return digits.group(1).equals("-") ? number.negate() : number;
    }

    private static BigInteger plain(String digits) {
        return new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
