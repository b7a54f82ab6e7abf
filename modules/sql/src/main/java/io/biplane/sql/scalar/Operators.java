package io.biplane.sql.scalar;

import io.biplane.sql.ast.Expr.BinaryOperator;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.Bytes;
import io.biplane.sql.types.Datums;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;

/** The operators for operands of one kind; the binder makes the kinds equal first. */
public final class Operators {
    /** Digits of a decimal quotient. Source: CockroachDB's {@code DecimalCtx}, 20 digits. */
    static final MathContext QUOTIENT = new MathContext(20, RoundingMode.HALF_UP);

    public static final Function NOT =
            Function.prefix("NOT", "bool", SqlType.BOOL, a -> !(Boolean) a[0]);

    public static final Function IS_NULL =
            Function.lenient("is_null", "any", SqlType.BOOL, a -> a[0] == Null.NULL);

    public static final Function IS_TRUE =
            Function.lenient("is_true", "bool", SqlType.BOOL, a -> Boolean.TRUE.equals(a[0]));

    public static final Function IS_FALSE =
            Function.lenient("is_false", "bool", SqlType.BOOL, a -> Boolean.FALSE.equals(a[0]));

    private Operators() {}

    /**
     * {@code left operator right} for operands of {@code kind}; empty if there is no such operator.
     */
    public static Optional<Function> binary(BinaryOperator operator, Kind kind) {
        if (operator.isComparison()) {
            return Optional.of(comparison(operator, kind));
        }
        if (operator == BinaryOperator.CONCAT) {
            return concat(kind);
        }
        if (kind.isInteger()) {
            return Optional.of(integer(operator));
        }
        if (kind == Kind.FLOAT8) {
            return Optional.of(infix(operator, kind, floats(operator)));
        }
        return kind == Kind.DECIMAL
                ? Optional.of(infix(operator, kind, decimals(operator)))
                : Optional.empty();
    }

    private static Function comparison(BinaryOperator operator, Kind kind) {
        Function.BinaryBody body = switch (operator) {
            case EQ -> (a, b) -> Datums.compare(kind, a, b) == 0;
            case NE -> (a, b) -> Datums.compare(kind, a, b) != 0;
            case LT -> (a, b) -> Datums.compare(kind, a, b) < 0;
            case LE -> (a, b) -> Datums.compare(kind, a, b) <= 0;
            case GT -> (a, b) -> Datums.compare(kind, a, b) > 0;
            default -> (a, b) -> Datums.compare(kind, a, b) >= 0;
        };
        return Function.infix(operator.symbol(), kind.sqlName(), SqlType.BOOL, body);
    }

    /** {@code IS DISTINCT FROM}: NULL is a value like others. */
    public static Function isDistinct(Kind kind) {
        return Function.lenient(
                "is_distinct",
                kind.sqlName(),
                SqlType.BOOL,
                a -> a[0] == Null.NULL || a[1] == Null.NULL
                        ? a[0] != a[1]
                        : Datums.compare(kind, a[0], a[1]) != 0);
    }

    private static Optional<Function> concat(Kind kind) {
        if (kind.isText()) {
            return Optional.of(
                    Function.infix("||", "string", SqlType.STRING, (a, b) -> (String) a + b));
        }
        if (kind != Kind.BYTES) {
            return Optional.empty();
        }
        return Optional.of(Function.infix("||", "bytes", SqlType.BYTES, (a, b) -> {
            byte[] left = ((Bytes) a).array();
            byte[] right = ((Bytes) b).array();
            byte[] joined = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, joined, left.length, right.length);
            return Bytes.wrap(joined);
        }));
    }

    private static Function infix(BinaryOperator operator, Kind kind, Function.BinaryBody body) {
        return Function.infix(operator.symbol(), kind.sqlName(), SqlType.of(kind), body);
    }

    private static Function integer(BinaryOperator operator) {
        if (operator == BinaryOperator.DIVIDE) {
            return Function.infix(
                    "/",
                    "int",
                    SqlType.DECIMAL,
                    (a, b) -> quotient(BigDecimal.valueOf((Long) a), BigDecimal.valueOf((Long) b)));
        }
        Function.BinaryBody body = switch (operator) {
            case ADD -> (a, b) -> checked(() -> Math.addExact((Long) a, (Long) b));
            case SUBTRACT -> (a, b) -> checked(() -> Math.subtractExact((Long) a, (Long) b));
            case MULTIPLY -> (a, b) -> checked(() -> Math.multiplyExact((Long) a, (Long) b));
            case FLOOR_DIVIDE -> (a, b) -> integerQuotient((Long) a, (Long) b);
            default -> (a, b) -> (Long) a % nonZero((Long) b);
        };
        return Function.infix(operator.symbol(), "int", SqlType.INT8, body);
    }

    /** CockroachDB's {@code //} truncates towards zero. */
    private static Long integerQuotient(long left, long right) {
        nonZero(right);
        if (left == Long.MIN_VALUE && right == -1) {
            throw outOfRange("integer");
        }
        return left / right;
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw divisionByZero();
        }
        return divisor;
    }

    private interface LongExpression {
        long value();
    }

    private static Long checked(LongExpression expression) {
        try {
            return expression.value();
        } catch (ArithmeticException overflow) {
            throw outOfRange("integer");
        }
    }

    private static Function.BinaryBody floats(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> (Double) a + (Double) b;
            case SUBTRACT -> (a, b) -> (Double) a - (Double) b;
            case MULTIPLY -> (a, b) -> (Double) a * (Double) b;
            case DIVIDE -> (a, b) -> (Double) a / nonZero((Double) b);
            case FLOOR_DIVIDE -> (a, b) -> truncated((Double) a / nonZero((Double) b));
            default -> (a, b) -> (Double) a % nonZero((Double) b);
        };
    }

    private static double truncated(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static double nonZero(double divisor) {
        if (divisor == 0) {
            throw divisionByZero();
        }
        return divisor;
    }

    private static Function.BinaryBody decimals(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> ((BigDecimal) a).add((BigDecimal) b);
            case SUBTRACT -> (a, b) -> ((BigDecimal) a).subtract((BigDecimal) b);
            case MULTIPLY -> (a, b) -> ((BigDecimal) a).multiply((BigDecimal) b);
            case DIVIDE -> (a, b) -> quotient((BigDecimal) a, (BigDecimal) b);
            case FLOOR_DIVIDE ->
                (a, b) -> ((BigDecimal) a).divideToIntegralValue(nonZero((BigDecimal) b));
            default -> (a, b) -> ((BigDecimal) a).remainder(nonZero((BigDecimal) b));
        };
    }

    /** Exact if 20 digits are enough, then without trailing zeros; otherwise 20 digits. */
    static BigDecimal quotient(BigDecimal left, BigDecimal right) {
        BigDecimal quotient = left.divide(nonZero(right), QUOTIENT).stripTrailingZeros();
        return quotient.scale() < 0 ? quotient.setScale(0) : quotient;
    }

    private static BigDecimal nonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw divisionByZero();
        }
        return divisor;
    }

    /** {@code - operand}; empty if the kind has no sign. */
    public static Optional<Function> negation(Kind kind) {
        SqlType type = SqlType.of(kind.isInteger() ? Kind.INT8 : kind);
        Function.Body body = switch (kind) {
            case INT8, INT4, INT2 -> a -> checked(() -> Math.negateExact((Long) a[0]));
            case FLOAT8 -> a -> -(Double) a[0];
            case DECIMAL -> a -> ((BigDecimal) a[0]).negate();
            default -> null;
        };
        return body == null
                ? Optional.empty()
                : Optional.of(Function.prefix("-", type.kind().sqlName(), type, body));
    }

    static SqlException divisionByZero() {
        return new SqlException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }

    static SqlException outOfRange(String what) {
        return new SqlException(SqlState.NUMERIC_OUT_OF_RANGE, what + " out of range");
    }
}
