package io.biplane.sql.scalar;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.types.Casts;
import io.biplane.sql.types.Datums;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * An aggregate call.
 *
 * @param operand absent for {@code count(*)}
 */
public record Aggregate(Name name, Optional<Scalar> operand, boolean isDistinct, SqlType type) {
    /** Aggregates there are. */
    public enum Name {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        BOOL_AND,
        BOOL_OR
    }

    /** The result type over operands of {@code operand}; empty if it does not take them. */
    public static Optional<SqlType> resultType(Name name, Kind operand) {
        return switch (name) {
            case COUNT -> Optional.of(SqlType.INT8);
            case SUM, AVG ->
                operand == Kind.FLOAT8
                        ? Optional.of(SqlType.FLOAT8)
                        : operand.isNumeric() ? Optional.of(SqlType.DECIMAL) : Optional.empty();
            case MIN, MAX -> Optional.of(SqlType.of(operand));
            case BOOL_AND, BOOL_OR ->
                operand == Kind.BOOL ? Optional.of(SqlType.BOOL) : Optional.empty();
        };
    }

    /** What one group has seen so far. */
    public interface Accumulator {
        /** NULLs are not passed in. */
        void add(Object value);

        Object result();

        /** What another accumulator of the same call needs to go on from here. */
        Object[] partial();

        /** Goes on from where another accumulator of the same call stopped. */
        void merge(Object[] partial);
    }

    /** A fresh accumulator for one group. */
    public Accumulator accumulator() {
        Accumulator plain = plain();
        return isDistinct ? new Distinct(plain) : plain;
    }

    private Accumulator plain() {
        Kind kind = operand.map(scalar -> scalar.type().kind()).orElse(Kind.BOOL);
        return switch (name) {
            case COUNT -> new Count();
            case SUM, AVG ->
                kind == Kind.FLOAT8
                        ? new FloatSum(name == Name.AVG)
                        : new DecimalSum(kind, name == Name.AVG);
            case MIN -> new Best(kind, -1);
            case MAX -> new Best(kind, 1);
            case BOOL_AND -> new Best(Kind.BOOL, -1);
            case BOOL_OR -> new Best(Kind.BOOL, 1);
        };
    }

    /** For EXPLAIN. */
    public String text() {
        String inner = operand.map(Scalars::text).orElse("*");
        return name.name().toLowerCase(java.util.Locale.ROOT) + "("
                + (isDistinct ? "DISTINCT " : "") + inner + ")";
    }

    private static final class Count implements Accumulator {
        private long count;

        @Override
        public void add(Object value) {
            count++;
        }

        @Override
        public Object result() {
            return count;
        }

        @Override
        public Object[] partial() {
            return new Object[] {count};
        }

        @Override
        public void merge(Object[] partial) {
            count += (Long) partial[0];
        }
    }

    /** Integers are summed as decimals, as in CockroachDB, so that sums cannot overflow. */
    private static final class DecimalSum implements Accumulator {
        private final Kind kind;
        private final boolean isAverage;
        private BigDecimal sum = BigDecimal.ZERO;
        private long count;

        DecimalSum(Kind kind, boolean isAverage) {
            this.kind = kind;
            this.isAverage = isAverage;
        }

        @Override
        public void add(Object value) {
            sum = sum.add((BigDecimal) Casts.cast(value, kind, SqlType.DECIMAL));
            count++;
        }

        @Override
        public Object result() {
            if (count == 0) {
                return Null.NULL;
            }
            return isAverage ? Operators.quotient(sum, BigDecimal.valueOf(count)) : sum;
        }

        @Override
        public Object[] partial() {
            return new Object[] {sum, count};
        }

        @Override
        public void merge(Object[] partial) {
            sum = sum.add((BigDecimal) partial[0]);
            count += (Long) partial[1];
        }
    }

    /**
     * Sums in row order; rows of one scan come in key order, so the rounding repeats. Partial sums of a
     * distributed query are added flow by flow, so a float may round otherwise than in one sum.
     */
    private static final class FloatSum implements Accumulator {
        private final boolean isAverage;
        private double sum;
        private long count;

        FloatSum(boolean isAverage) {
            this.isAverage = isAverage;
        }

        @Override
        public void add(Object value) {
            sum += (Double) value;
            count++;
        }

        @Override
        public Object result() {
            if (count == 0) {
                return Null.NULL;
            }
            return isAverage ? (Object) (sum / count) : (Object) sum;
        }

        @Override
        public Object[] partial() {
            return new Object[] {sum, count};
        }

        @Override
        public void merge(Object[] partial) {
            sum += (Double) partial[0];
            count += (Long) partial[1];
        }
    }

    /** Minimum (sign -1) or maximum (sign 1). */
    private static final class Best implements Accumulator {
        private final Kind kind;
        private final int sign;
        private Object best = Null.NULL;

        Best(Kind kind, int sign) {
            this.kind = kind;
            this.sign = sign;
        }

        @Override
        public void add(Object value) {
            if (best == Null.NULL || Datums.compare(kind, value, best) * sign > 0) {
                best = value;
            }
        }

        @Override
        public Object result() {
            return best;
        }

        @Override
        public Object[] partial() {
            return new Object[] {best};
        }

        @Override
        public void merge(Object[] partial) {
            if (partial[0] != Null.NULL) {
                add(partial[0]);
            }
        }
    }

    /** Passes each value on once. */
    private record Distinct(Accumulator inner, LinkedHashSet<List<Object>> seen)
            implements Accumulator {
        Distinct(Accumulator inner) {
            this(inner, new LinkedHashSet<>());
        }

        @Override
        public void add(Object value) {
            if (seen.add(List.of(Datums.hashable(value)))) {
                inner.add(value);
            }
        }

        @Override
        public Object result() {
            return inner.result();
        }

        @Override
        public Object[] partial() {
            throw new InvariantViolation("values that must be distinct are counted in one place");
        }

        @Override
        public void merge(Object[] partial) {
            throw new InvariantViolation("values that must be distinct are counted in one place");
        }
    }
}
