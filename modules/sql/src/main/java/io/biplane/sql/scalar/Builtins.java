package io.biplane.sql.scalar;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.Bytes;
import io.biplane.sql.types.Datums;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The scalar functions, by name, with their overloads. Greatest and least are built per kind. */
public final class Builtins {
    /**
     * Most characters a function may produce. Our choice: far above any use, far below the heap.
     */
    private static final int TEXT_MAX = 16 * 1024 * 1024;

    /**
     * One overload.
     *
     * @param parameters kinds of the arguments; the last one repeats if {@code isVariadic}
     */
    public record Overload(List<Kind> parameters, boolean isVariadic, Function function) {}

    private static final TreeMap<String, List<Overload>> BY_NAME = new TreeMap<>();

    static {
        text();
        numbers();
        bytes();
    }

    private Builtins() {}

    /** The overloads of {@code name}, empty if there is no such function. */
    public static List<Overload> overloads(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    /** All names, in order, for documentation. */
    public static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }

    private static void add(String name, SqlType result, List<Kind> kinds, Function.Body body) {
        StringBuilder signature = new StringBuilder();
        kinds.forEach(kind -> signature.append(kind.sqlName()).append(' '));
        Function function = Function.strict(name, signature.toString().strip(), result, body);
        BY_NAME.computeIfAbsent(name, n -> new ArrayList<>())
                .add(new Overload(kinds, false, function));
    }

    private static void text() {
        List<Kind> one = List.of(Kind.STRING);
        List<Kind> two = List.of(Kind.STRING, Kind.STRING);
        add("length", SqlType.INT8, one, a -> (long) codePoints(a[0]));
        add("char_length", SqlType.INT8, one, a -> (long) codePoints(a[0]));
        add("octet_length", SqlType.INT8, one, a -> (long) utf8(a[0]).length);
        add("upper", SqlType.STRING, one, a -> string(a[0]).toUpperCase(Locale.ROOT));
        add("lower", SqlType.STRING, one, a -> string(a[0]).toLowerCase(Locale.ROOT));
        add(
                "reverse",
                SqlType.STRING,
                one,
                a -> new StringBuilder(string(a[0])).reverse().toString());
        add("ltrim", SqlType.STRING, one, a -> trim(string(a[0]), " ", true, false));
        add("rtrim", SqlType.STRING, one, a -> trim(string(a[0]), " ", false, true));
        add("btrim", SqlType.STRING, one, a -> trim(string(a[0]), " ", true, true));
        add("ltrim", SqlType.STRING, two, a -> trim(string(a[0]), string(a[1]), true, false));
        add("rtrim", SqlType.STRING, two, a -> trim(string(a[0]), string(a[1]), false, true));
        add("btrim", SqlType.STRING, two, a -> trim(string(a[0]), string(a[1]), true, true));
        add("strpos", SqlType.INT8, two, a -> position(string(a[0]), string(a[1])));
        add("starts_with", SqlType.BOOL, two, a -> string(a[0]).startsWith(string(a[1])));
        parts();
        Function concat = Function.lenient("concat", "string…", SqlType.STRING, Builtins::concat);
        BY_NAME.put("concat", List.of(new Overload(one, true, concat)));
    }

    /** Functions that take parts out of a text, or fill it up. */
    private static void parts() {
        List<Kind> textAndInt = List.of(Kind.STRING, Kind.INT8);
        add("left", SqlType.STRING, textAndInt, a -> left(string(a[0]), (Long) a[1]));
        add("right", SqlType.STRING, textAndInt, a -> right(string(a[0]), (Long) a[1]));
        add("repeat", SqlType.STRING, textAndInt, a -> repeat(string(a[0]), (Long) a[1]));
        add(
                "substring",
                SqlType.STRING,
                textAndInt,
                a -> substring(string(a[0]), (Long) a[1], Long.MAX_VALUE));
        List<Kind> textAndInts = List.of(Kind.STRING, Kind.INT8, Kind.INT8);
        add(
                "substring",
                SqlType.STRING,
                textAndInts,
                a -> substring(string(a[0]), (Long) a[1], length((Long) a[2])));
        add(
                "substr",
                SqlType.STRING,
                textAndInt,
                a -> substring(string(a[0]), (Long) a[1], Long.MAX_VALUE));
        add(
                "substr",
                SqlType.STRING,
                textAndInts,
                a -> substring(string(a[0]), (Long) a[1], length((Long) a[2])));
        List<Kind> padding = List.of(Kind.STRING, Kind.INT8, Kind.STRING);
        add("lpad", SqlType.STRING, textAndInt, a -> pad(string(a[0]), (Long) a[1], " ", true));
        add(
                "lpad",
                SqlType.STRING,
                padding,
                a -> pad(string(a[0]), (Long) a[1], string(a[2]), true));
        add("rpad", SqlType.STRING, textAndInt, a -> pad(string(a[0]), (Long) a[1], " ", false));
        add(
                "rpad",
                SqlType.STRING,
                padding,
                a -> pad(string(a[0]), (Long) a[1], string(a[2]), false));
        List<Kind> three = List.of(Kind.STRING, Kind.STRING, Kind.STRING);
        add(
                "replace",
                SqlType.STRING,
                three,
                a -> replace(string(a[0]), string(a[1]), string(a[2])));
    }

    private static void numbers() {
        List<Kind> integer = List.of(Kind.INT8);
        List<Kind> real = List.of(Kind.FLOAT8);
        List<Kind> decimal = List.of(Kind.DECIMAL);
        add("abs", SqlType.INT8, integer, a -> absolute((Long) a[0]));
        add("abs", SqlType.FLOAT8, real, a -> Math.abs((Double) a[0]));
        add("abs", SqlType.DECIMAL, decimal, a -> ((BigDecimal) a[0]).abs());
        add("sign", SqlType.INT8, integer, a -> (long) Long.signum((Long) a[0]));
        add("floor", SqlType.FLOAT8, real, a -> Math.floor((Double) a[0]));
        add(
                "floor",
                SqlType.DECIMAL,
                decimal,
                a -> ((BigDecimal) a[0]).setScale(0, RoundingMode.FLOOR));
        add("ceil", SqlType.FLOAT8, real, a -> Math.ceil((Double) a[0]));
        add(
                "ceil",
                SqlType.DECIMAL,
                decimal,
                a -> ((BigDecimal) a[0]).setScale(0, RoundingMode.CEILING));
        add("round", SqlType.FLOAT8, real, a -> Math.rint((Double) a[0]));
        add(
                "round",
                SqlType.DECIMAL,
                decimal,
                a -> ((BigDecimal) a[0]).setScale(0, RoundingMode.HALF_UP));
        add(
                "round",
                SqlType.DECIMAL,
                List.of(Kind.DECIMAL, Kind.INT8),
                a -> round((BigDecimal) a[0], (Long) a[1]));
        add(
                "mod",
                SqlType.INT8,
                List.of(Kind.INT8, Kind.INT8),
                a -> modulo((Long) a[0], (Long) a[1]));
        add("sqrt", SqlType.FLOAT8, real, a -> squareRoot((Double) a[0]));
    }

    private static void bytes() {
        add("length", SqlType.INT8, List.of(Kind.BYTES), a -> (long) ((Bytes) a[0]).array().length);
        add("octet_length", SqlType.INT8, List.of(Kind.BYTES), a ->
                (long) ((Bytes) a[0]).array().length);
    }

    /**
     * {@code greatest} (sign 1) or {@code least} (sign -1) of any number of values; NULLs are left
     * out.
     */
    public static Function extreme(Kind kind, int sign) {
        String name = sign > 0 ? "greatest" : "least";
        return Function.lenient(name, kind.sqlName(), SqlType.of(kind), a -> {
            Object best = Null.NULL;
            for (Object value : a) {
                if (value != Null.NULL
                        && (best == Null.NULL || Datums.compare(kind, value, best) * sign > 0)) {
                    best = value;
                }
            }
            return best;
        });
    }

    /** {@code nullif}: NULL if both are equal. */
    public static Function nullIf(Kind kind) {
        return Function.lenient("nullif", kind.sqlName(), SqlType.of(kind), a -> {
            boolean isEqual =
                    a[0] != Null.NULL && a[1] != Null.NULL && Datums.compare(kind, a[0], a[1]) == 0;
            return isEqual ? Null.NULL : a[0];
        });
    }

    private static String string(Object value) {
        return (String) value;
    }

    private static int codePoints(Object value) {
        return string(value).codePointCount(0, string(value).length());
    }

    private static byte[] utf8(Object value) {
        return string(value).getBytes(StandardCharsets.UTF_8);
    }

    private static Object concat(Object[] values) {
        StringBuilder joined = new StringBuilder();
        for (Object value : values) {
            joined.append(value == Null.NULL ? "" : value);
        }
        return limited(joined.toString());
    }

    private static String limited(String text) {
        if (text.length() > TEXT_MAX) {
            throw tooLong();
        }
        return text;
    }

    private static SqlException tooLong() {
        return new SqlException(SqlState.OUT_OF_MEMORY, "requested text is too long");
    }

    private static String trim(String text, String characters, boolean isLeft, boolean isRight) {
        int start = 0;
        int end = text.length();
        while (isLeft && start < end && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (isRight && end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    private static Long position(String text, String part) {
        int at = text.indexOf(part);
        return at < 0 ? 0L : text.codePointCount(0, at) + 1L;
    }

    private static long length(long length) {
        if (length < 0) {
            throw new SqlException(
                    SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
        }
        return length;
    }

    /** Positions count from 1; a start before 1 eats into the length. Source: PostgreSQL. */
    private static String substring(String text, long start, long length) {
        int count = codePoints(text);
        long end = length == Long.MAX_VALUE || start > Long.MAX_VALUE - length
                ? Long.MAX_VALUE
                : start + length;
        int from = (int) Math.min(Math.max(start - 1, 0), count);
        int to = (int) Math.min(Math.max(end - 1, from), count);
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    /** A negative count leaves out as many at the other end. */
    private static String left(String text, long count) {
        long kept = count < 0 ? Math.max(0, codePoints(text) + count) : count;
        return substring(text, 1, kept);
    }

    private static String right(String text, long count) {
        int length = codePoints(text);
        long kept = count < 0 ? Math.max(0, length + count) : Math.min(count, length);
        return substring(text, length - kept + 1, kept);
    }

    private static String repeat(String text, long count) {
        if (count <= 0) {
            return "";
        }
        if (count > TEXT_MAX || text.length() * count > TEXT_MAX) {
            throw tooLong();
        }
        return text.repeat((int) count);
    }

    private static String replace(String text, String part, String by) {
        return part.isEmpty() ? text : limited(text.replace(part, by));
    }

    private static String pad(String text, long length, String filler, boolean isLeft) {
        if (length > TEXT_MAX) {
            throw tooLong();
        }
        int missing = (int) Math.max(0, length) - codePoints(text);
        if (missing <= 0) {
            return substring(text, 1, Math.max(0, length));
        }
        if (filler.isEmpty()) {
            return text;
        }
        String repeated = filler.repeat(missing / codePoints(filler) + 1);
        String padding = substring(repeated, 1, missing);
        return isLeft ? padding + text : text + padding;
    }

    private static Long absolute(long value) {
        if (value == Long.MIN_VALUE) {
            throw Operators.outOfRange("integer");
        }
        return Math.abs(value);
    }

    private static BigDecimal round(BigDecimal value, long digits) {
        int scale = (int) Math.max(-2_000, Math.min(2_000, digits));
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        return scale < 0 ? rounded.setScale(0) : rounded;
    }

    private static Long modulo(long left, long right) {
        if (right == 0) {
            throw Operators.divisionByZero();
        }
        return left % right;
    }

    private static Double squareRoot(double value) {
        if (value < 0) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "cannot take square root of a negative number");
        }
        return StrictMath.sqrt(value);
    }
}
