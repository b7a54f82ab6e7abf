package io.biplane.sql.bind;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.catalog.ColumnDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.scalar.Evaluator;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;
import io.biplane.sql.types.Casts;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.util.List;
import java.util.Optional;

/** Implicit conversions. Source: PostgreSQL 15 manual §10, with CockroachDB's numeric rules. */
final class Coercion {
    private static final EvalContext NO_CONTEXT = new EvalContext(new Object[0], 0, () -> {
        throw new InvariantViolation("a constant asked for a row id");
    });

    private final Parameters parameters;

    Coercion(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * {@code scalar} as a value of {@code target}'s kind, if that is possible without being asked
     * for.
     */
    Optional<Scalar> implicit(Scalar scalar, SqlType target, int position) {
        Kind from = scalar.type().kind();
        Kind to = target.kind();
        if (from == Kind.UNKNOWN) {
            return Optional.of(settle(scalar, target, position));
        }
        if (from == to || from.isInteger() && to.isInteger() || from.isText() && to.isText()) {
            return Optional.of(scalar);
        }
        boolean isWidening = from.isInteger() && (to == Kind.DECIMAL || to == Kind.FLOAT8)
                || from == Kind.DECIMAL && to == Kind.FLOAT8
                || from.isTime() && to.isTime();
        return isWidening
                ? Optional.of(fold(new Scalar.Cast(scalar, target.base(), false)))
                : Optional.empty();
    }

    /** A scalar without a type takes {@code target}'s. */
    private Scalar settle(Scalar scalar, SqlType target, int position) {
        if (target.kind() == Kind.UNKNOWN) {
            return scalar;
        }
        if (scalar instanceof Scalar.Parameter parameter) {
            return parameters.settle(parameter, target);
        }
        if (scalar instanceof Scalar.Constant constant) {
            if (constant.value() == Null.NULL) {
                return new Scalar.Constant(Null.NULL, target.base());
            }
            try {
                Object value = Casts.parse(target.kind(), (String) constant.value());
                return new Scalar.Constant(value, target.base());
            } catch (SqlException malformed) {
                throw malformed.error().at(position).toException();
            }
        }
        return new Scalar.Cast(scalar, target.base(), false);
    }

    /** {@code scalar} where a condition is needed; 42804 if it is none. */
    Scalar condition(Scalar scalar, String clause, int position) {
        Optional<Scalar> condition = implicit(scalar, SqlType.BOOL, position);
        return condition.orElseThrow(() -> new SqlException(
                SqlState.DATATYPE_MISMATCH,
                "argument of " + clause + " must be type bool, not type "
                        + scalar.type().kind().sqlName(),
                position));
    }

    /** {@code scalar} as a value to be stored in {@code column}; 42804 if it cannot be. */
    Scalar assign(Scalar scalar, ColumnDescriptor column, int position) {
        Kind from = scalar.type().kind();
        Kind to = column.type().kind();
        Scalar value = scalar;
        if (from == Kind.UNKNOWN) {
            value = settle(scalar, column.type(), position);
            from = value.type().kind();
        }
        boolean isAssignable = from == to
                || from.isNumeric() && to.isNumeric()
                || from.isTime() && to.isTime()
                || to.isText();
        if (!isAssignable) {
            throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    "value type " + from.sqlName() + " doesn't match type " + to.sqlName()
                            + " of column \"" + column.name() + "\"",
                    position);
        }
        boolean isFitted = column.type().width() > 0 || to == Kind.INT4 || to == Kind.INT2;
        boolean isSame = from == to || from.isInteger() && to == Kind.INT8;
        return isSame && !isFitted ? value : fold(new Scalar.Cast(value, column.type(), true));
    }

    /** The kind both sides can become: the wider number, or the side that has a type. */
    static Optional<SqlType> common(SqlType left, SqlType right) {
        Kind a = left.kind();
        Kind b = right.kind();
        if (a == b || b == Kind.UNKNOWN) {
            return Optional.of(left.base());
        }
        if (a == Kind.UNKNOWN) {
            return Optional.of(right.base());
        }
        if (a.isInteger() && b.isInteger()) {
            return Optional.of(SqlType.INT8);
        }
        if (a.isNumeric() && b.isNumeric()) {
            boolean isFloat = a == Kind.FLOAT8 || b == Kind.FLOAT8;
            return Optional.of(isFloat ? SqlType.FLOAT8 : SqlType.DECIMAL);
        }
        if (a.isText() && b.isText()) {
            return Optional.of(SqlType.STRING);
        }
        return a.isTime() && b.isTime() ? Optional.of(SqlType.TIMESTAMPTZ) : Optional.empty();
    }

    /**
     * {@code scalar} computed now if it has only constants below. One that fails is left as it is:
     * it may stand in a branch that never runs.
     */
    static Scalar fold(Scalar scalar) {
        List<Scalar> children = Scalars.children(scalar);
        if (children.isEmpty()
                || !children.stream().allMatch(child -> child instanceof Scalar.Constant)) {
            return scalar;
        }
        try {
            Object value = Evaluator.of(scalar).evaluate(new Object[0], NO_CONTEXT);
            return new Scalar.Constant(value, scalar.type());
        } catch (SqlException onlyWhenReached) {
            return scalar;
        }
    }
}
