package io.biplane.sql.scalar;

import io.biplane.sql.types.SqlType;

import java.util.List;

/**
 * A function or operator with settled argument types. Two are equal if they do the same: same name,
 * same kinds, which the signature spells.
 */
public final class Function {
    /** What a function does with arguments that are not NULL (or may be, if it is not strict). */
    @FunctionalInterface
    public interface Body {
        Object apply(Object[] arguments);
    }

    /** A body of two arguments, called without an array. */
    @FunctionalInterface
    public interface BinaryBody {
        Object apply(Object left, Object right);
    }

    /** How a call is printed. */
    public enum Style {
        PREFIX,
        INFIX,
        CALL
    }

    private final String name;
    private final Style style;
    private final String signature;
    private final SqlType result;
    private final boolean isStrict;
    private final Body body;

    private Function(
            String name, Style style, String kinds, SqlType result, boolean isStrict, Body body) {
        this.name = name;
        this.style = style;
        this.signature = name + "(" + kinds + ")" + result;
        this.result = result;
        this.isStrict = isStrict;
        this.body = body;
    }

    /** A function whose result is NULL when an argument is. {@code kinds} tells overloads apart. */
    public static Function strict(String name, String kinds, SqlType result, Body body) {
        return new Function(name, Style.CALL, kinds, result, true, body);
    }

    /** A function that looks at NULLs itself. */
    public static Function lenient(String name, String kinds, SqlType result, Body body) {
        return new Function(name, Style.CALL, kinds, result, false, body);
    }

    /** A strict operator of two operands. */
    public static Function infix(String name, String kinds, SqlType result, BinaryBody body) {
        return new Function(name, Style.INFIX, kinds, result, true, new Pair(body));
    }

    /** A strict operator of one operand. */
    public static Function prefix(String name, String kinds, SqlType result, Body body) {
        return new Function(name, Style.PREFIX, kinds, result, true, body);
    }

    public String name() {
        return name;
    }

    public SqlType result() {
        return result;
    }

    boolean isStrict() {
        return isStrict;
    }

    Body body() {
        return body;
    }

    String text(List<Scalar> arguments) {
        return switch (style) {
            case PREFIX -> "(" + name + " " + Scalars.text(arguments.get(0)) + ")";
            case INFIX ->
                "(" + Scalars.text(arguments.get(0)) + " " + name + " "
                        + Scalars.text(arguments.get(1)) + ")";
            case CALL -> name + "(" + Scalars.list(arguments) + ")";
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Function function && signature.equals(function.signature);
    }

    @Override
    public int hashCode() {
        return signature.hashCode();
    }

    @Override
    public String toString() {
        return signature;
    }

    /** Makes a {@link BinaryBody} usable as a {@link Body}. */
    record Pair(BinaryBody binary) implements Body {
        @Override
        public Object apply(Object[] arguments) {
            return binary.apply(arguments[0], arguments[1]);
        }
    }
}
