package io.biplane.sql.types;

import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;

/** Values compared, hashed and printed. */
public final class Datums {
    private Datums() {}

    /**
     * Order of two values of one kind that are not NULL: the order of their keys. NaN is lowest and
     * equals
     * itself, negative zero equals zero. Source: CockroachDB "FLOAT" page.
     */
    public static int compare(Kind kind, Object left, Object right) {
        return switch (kind) {
            case BOOL -> Boolean.compare((Boolean) left, (Boolean) right);
            case INT8, INT4, INT2, TIMESTAMP, TIMESTAMPTZ ->
                Long.compare((Long) left, (Long) right);
            case FLOAT8 -> compareFloats((Double) left, (Double) right);
            case DECIMAL -> ((BigDecimal) left).compareTo((BigDecimal) right);
            case STRING, VARCHAR, UNKNOWN -> compareText((String) left, (String) right);
            case BYTES -> ((Bytes) left).compareTo((Bytes) right);
            case UUID -> compareUuids((java.util.UUID) left, (java.util.UUID) right);
        };
    }

    private static int compareFloats(double left, double right) {
        if (left < right) {
            return -1;
        }
        if (left > right) {
            return 1;
        }
        return left == right ? 0 : Boolean.compare(Double.isNaN(right), Double.isNaN(left));
    }

    /**
     * By code point, which is the order of UTF-8 bytes; {@code String.compareTo} orders surrogates
     * otherwise.
     */
    private static int compareText(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean isSurrogateA = Character.isSurrogate(a);
                return isSurrogateA == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : isSurrogateA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int compareUuids(java.util.UUID left, java.util.UUID right) {
        int high =
                Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    /** An object whose {@code equals} is SQL's equality: for grouping, distinct and hash joins. */
    public static Object hashable(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
        }
        return value instanceof Double number && number == 0 ? (Double) 0.0 : value;
    }

    /** The value as PostgreSQL sends it in text format; NULL as the word. */
    public static String format(Kind kind, Object value) {
        if (value == Null.NULL) {
            return "NULL";
        }
        return switch (kind) {
            case BOOL -> (Boolean) value ? "t" : "f";
            case FLOAT8 -> formatFloat((Double) value);
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case TIMESTAMP -> TimestampText.format((Long) value, false);
            case TIMESTAMPTZ -> TimestampText.format((Long) value, true);
            default -> value.toString();
        };
    }

    /** Shortest digits that read back as the same number, without {@code .0}. */
    private static String formatFloat(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        String text = Double.toString(value);
        if (text.endsWith(".0")) {
            return text.substring(0, text.length() - 2);
        }
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        String digits = text.substring(0, exponent);
        String power = text.substring(exponent + 1);
        boolean isNegative = power.startsWith("-");
        power = isNegative ? power.substring(1) : power;
        digits = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
        return digits + "e" + (isNegative ? "-" : "+") + (power.length() < 2 ? "0" : "") + power;
    }
}
