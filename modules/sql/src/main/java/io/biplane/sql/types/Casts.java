package io.biplane.sql.types;

import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * Conversions between types. Source: PostgreSQL 15 {@code pg_cast}, CockroachDB where it differs.
 */
public final class Casts {
    private Casts() {}

    /** Whether {@code CAST(from AS to)} means anything. */
    public static boolean isCastable(Kind from, Kind to) {
        if (from == to || from == Kind.UNKNOWN || from.isText() || to.isText()) {
            return true;
        }
        if (from.isNumeric() && to.isNumeric() || from.isTime() && to.isTime()) {
            return true;
        }
        return from == Kind.BOOL && to.isInteger()
                || from.isInteger() && to == Kind.BOOL
                || from == Kind.BYTES && to == Kind.UUID
                || from == Kind.UUID && to == Kind.BYTES;
    }

    /** {@code value}, not NULL, of {@code from} as a value of {@code to}, fitted to its width. */
    public static Object cast(Object value, Kind from, SqlType to) {
        Object converted = from == to.kind() ? value : convert(value, from, to.kind());
        return fit(converted, to, false);
    }

    private static Object convert(Object value, Kind from, Kind to) {
        if (from.isText() || from == Kind.UNKNOWN) {
            return parse(to, (String) value);
        }
        return switch (to) {
            case STRING, VARCHAR, UNKNOWN -> text(from, value);
            case BOOL -> (Long) value != 0;
            case INT8, INT4, INT2 -> toLong(value);
            case FLOAT8 -> ((Number) value).doubleValue();
            case DECIMAL -> toDecimal(value);
            case TIMESTAMP, TIMESTAMPTZ -> value;
            case BYTES -> bytes((UUID) value);
            case UUID -> uuid((Bytes) value);
        };
    }

    /**
     * Casts print booleans as words, unlike the wire format. Source: PostgreSQL's {@code booltext}.
     */
    private static String text(Kind from, Object value) {
        return from == Kind.BOOL ? value.toString() : Datums.format(from, value);
    }

    private static Bytes bytes(UUID value) {
        return Bytes.wrap(ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array());
    }

    private static UUID uuid(Bytes bytes) {
        if (bytes.array().length != 16) {
            throw new SqlException(
                    SqlState.INVALID_TEXT_REPRESENTATION,
                    "could not parse bytes of length " + bytes.array().length + " as type uuid");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes.array());
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Numbers round half to even when they come from FLOAT8, half away from zero from DECIMAL. */
    private static Long toLong(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1L : 0L;
        }
        if (value instanceof Double number) {
            double rounded = Math.rint(number);
            if (!(rounded >= -0x1p63 && rounded < 0x1p63)) {
                throw integerOutOfRange();
            }
            return (long) rounded;
        }
        if (value instanceof BigDecimal decimal) {
            try {
                return decimal.setScale(0, RoundingMode.HALF_UP).longValueExact();
            } catch (ArithmeticException tooLarge) {
                throw integerOutOfRange();
            }
        }
        return (Long) value;
    }

    private static BigDecimal toDecimal(Object value) {
        if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                throw new SqlException(
                        SqlState.NUMERIC_OUT_OF_RANGE, "cannot convert " + number + " to decimal");
            }
            return BigDecimal.valueOf(number);
        }
        return BigDecimal.valueOf((Long) value);
    }

    /**
     * Makes {@code value} fit the width of {@code type}. A cast truncates text that is too long, an
     * assignment refuses it (22001). Numbers out of range are refused (22003).
     */
    public static Object fit(Object value, SqlType type, boolean isAssignment) {
        return switch (type.kind()) {
            case INT4 -> inRange((Long) value, Integer.MIN_VALUE, Integer.MAX_VALUE, type);
            case INT2 -> inRange((Long) value, Short.MIN_VALUE, Short.MAX_VALUE, type);
            case VARCHAR -> shortened((String) value, type, isAssignment);
            case DECIMAL -> type.width() == 0 ? value : rounded((BigDecimal) value, type);
            default -> value;
        };
    }

    private static Long inRange(long value, long min, long max, SqlType type) {
        if (value < min || value > max) {
            throw new SqlException(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "integer out of range for type " + type.kind().sqlName());
        }
        return value;
    }

    private static String shortened(String value, SqlType type, boolean isAssignment) {
        if (type.width() == 0 || value.codePointCount(0, value.length()) <= type.width()) {
            return value;
        }
        if (isAssignment) {
            throw new SqlException(SqlState.STRING_TOO_LONG, "value too long for type " + type);
        }
        return value.substring(0, value.offsetByCodePoints(0, type.width()));
    }

    private static BigDecimal rounded(BigDecimal value, SqlType type) {
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.width()) {
            throw new SqlException(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "value with precision " + scaled.precision() + ", scale " + scaled.scale()
                            + " must round to a value of type " + type);
        }
        return scaled;
    }

    /** The value that {@code text} writes; fails with 22P02. */
    public static Object parse(Kind kind, String text) {
        try {
            return switch (kind) {
                case BOOL -> parseBool(text);
                case INT8, INT4, INT2 -> parseLong(text);
                case FLOAT8 -> parseFloat(text);
                case DECIMAL -> parseDecimal(text);
                case STRING, VARCHAR, UNKNOWN -> text;
                case BYTES -> parseBytes(text);
                case TIMESTAMP -> TimestampText.parse(text, false);
                case TIMESTAMPTZ -> TimestampText.parse(text, true);
                case UUID -> parseUuid(text);
            };
        } catch (NumberFormatException malformed) {
            throw invalidText(kind.sqlName(), text);
        }
    }

    private static Boolean parseBool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "on", "1" -> true;
            case "f", "false", "n", "no", "off", "0" -> false;
            default -> throw invalidText("bool", text);
        };
    }

    private static Long parseLong(String text) {
        String digits = text.strip();
        if (digits.matches("[+-]?[0-9]{1,40}")) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException tooLarge) {
                throw new SqlException(
                        SqlState.NUMERIC_OUT_OF_RANGE,
                        "value \"" + digits + "\" is out of range for type int8");
            }
        }
        throw invalidText("int8", text);
    }

    private static Double parseFloat(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?")) {
                    throw invalidText("float8", text);
                }
                yield Double.valueOf(word);
            }
        };
    }

    /** Exponents are bounded so that a short text cannot ask for gigabytes of digits. */
    private static BigDecimal parseDecimal(String text) {
        BigDecimal value = new BigDecimal(text.strip());
        if (Math.abs((long) value.scale()) > 10_000) {
            throw new SqlException(SqlState.NUMERIC_OUT_OF_RANGE, "decimal exponent out of range");
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static Bytes parseBytes(String text) {
        if (!text.startsWith("\\x")) {
            return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
        return fromHex(text.substring(2));
    }

    /** Bytes of an even number of hexadecimal digits; fails with 22P02. */
    public static Bytes fromHex(String digits) {
        if (digits.length() % 2 != 0 || !digits.matches("[0-9a-fA-F]*")) {
            throw invalidText("bytes", "\\x" + digits);
        }
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return Bytes.wrap(bytes);
    }

    private static UUID parseUuid(String text) {
        String digits = text.strip().replace("-", "").replace("{", "").replace("}", "");
        if (!digits.matches("[0-9a-fA-F]{32}")) {
            throw invalidText("uuid", text);
        }
        return new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16),
                Long.parseUnsignedLong(digits.substring(16), 16));
    }

    static SqlException invalidText(String type, String text) {
        return SqlError.of(
                        SqlState.INVALID_TEXT_REPRESENTATION,
                        "invalid input syntax for type " + type + ": \"" + text + "\"")
                .toException();
    }

    private static SqlException integerOutOfRange() {
        return new SqlException(SqlState.NUMERIC_OUT_OF_RANGE, "integer out of range");
    }
}
