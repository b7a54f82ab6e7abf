package io.biplane.sql.scalar;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.types.Casts;
import io.biplane.sql.types.Datums;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;

import java.util.List;

/** Computes a value from a row. Made once per plan by {@link #of}, shared, without state. */
@FunctionalInterface
public interface Evaluator {
    Object evaluate(Object[] row, EvalContext context);

    /** Whether a condition holds: true, not NULL and not false. */
    default boolean isTrue(Object[] row, EvalContext context) {
        return evaluate(row, context) == Boolean.TRUE;
    }

    /** Evaluators for all of {@code scalars}. */
    static Evaluator[] of(List<Scalar> scalars) {
        return scalars.stream().map(Evaluator::of).toArray(Evaluator[]::new);
    }

    /** The evaluator of {@code scalar}. */
    static Evaluator of(Scalar scalar) {
        if (scalar instanceof Scalar.Constant constant) {
            Object value = canonical(constant.value());
            return (row, context) -> value;
        }
        if (scalar instanceof Scalar.Column column) {
            int index = column.index();
            return (row, context) -> row[index];
        }
        if (scalar instanceof Scalar.Parameter parameter) {
            int index = parameter.index();
            return (row, context) -> context.parameters()[index];
        }
        if (scalar instanceof Scalar.Call call) {
            return call(call);
        }
        if (scalar instanceof Scalar.Cast cast) {
            return cast(cast);
        }
        if (scalar instanceof Scalar.And and) {
            return and(of(and.left()), of(and.right()));
        }
        if (scalar instanceof Scalar.Or or) {
            return or(of(or.left()), of(or.right()));
        }
        if (scalar instanceof Scalar.Choice choice) {
            return choice(choice);
        }
        if (scalar instanceof Scalar.Coalesce coalesce) {
            return coalesce(of(coalesce.items()));
        }
        if (scalar instanceof Scalar.InList in) {
            return in(of(in.operand()), of(in.items()), in.operand().type().kind());
        }
        if (scalar instanceof Scalar.Now) {
            return (row, context) -> context.nowMicros();
        }
        if (scalar instanceof Scalar.RowId) {
            return (row, context) -> context.rowIds().getAsLong();
        }
        throw new InvariantViolation("no evaluator for " + scalar);
    }

    /** Booleans are compared by identity here, so they have to be the two canonical objects. */
    private static Object canonical(Object value) {
        return value instanceof Boolean bool ? (bool ? Boolean.TRUE : Boolean.FALSE) : value;
    }

    private static Evaluator call(Scalar.Call call) {
        Evaluator[] arguments = of(call.arguments());
        Function.Body body = call.function().body();
        if (body instanceof Function.Pair pair) {
            return binary(arguments[0], arguments[1], pair.binary());
        }
        boolean isStrict = call.function().isStrict();
        return (row, context) -> {
            Object[] values = new Object[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                values[i] = arguments[i].evaluate(row, context);
                if (isStrict && values[i] == Null.NULL) {
                    return Null.NULL;
                }
            }
            return body.apply(values);
        };
    }

    private static Evaluator binary(Evaluator left, Evaluator right, Function.BinaryBody body) {
        return (row, context) -> {
            Object a = left.evaluate(row, context);
            if (a == Null.NULL) {
                return Null.NULL;
            }
            Object b = right.evaluate(row, context);
            return b == Null.NULL ? Null.NULL : body.apply(a, b);
        };
    }

    private static Evaluator cast(Scalar.Cast cast) {
        Evaluator operand = of(cast.operand());
        SqlType.Kind from = cast.operand().type().kind();
        SqlType to = cast.type();
        boolean isAssignment = cast.isAssignment();
        return (row, context) -> {
            Object value = operand.evaluate(row, context);
            if (value == Null.NULL) {
                return value;
            }
            if (!isAssignment) {
                return canonical(Casts.cast(value, from, to));
            }
            Object converted =
                    from == to.kind() ? value : Casts.cast(value, from, SqlType.of(to.kind()));
            return canonical(Casts.fit(converted, to, true));
        };
    }

    private static Evaluator and(Evaluator left, Evaluator right) {
        return (row, context) -> {
            Object a = left.evaluate(row, context);
            if (a == Boolean.FALSE) {
                return a;
            }
            Object b = right.evaluate(row, context);
            return b == Boolean.TRUE ? a : b == Boolean.FALSE ? b : Null.NULL;
        };
    }

    private static Evaluator or(Evaluator left, Evaluator right) {
        return (row, context) -> {
            Object a = left.evaluate(row, context);
            if (a == Boolean.TRUE) {
                return a;
            }
            Object b = right.evaluate(row, context);
            return b == Boolean.FALSE ? a : b == Boolean.TRUE ? b : Null.NULL;
        };
    }

    private static Evaluator choice(Scalar.Choice choice) {
        Evaluator[] conditions = of(choice.conditions());
        Evaluator[] results = of(choice.results());
        Evaluator otherwise = of(choice.otherwise());
        return (row, context) -> {
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].isTrue(row, context)) {
                    return results[i].evaluate(row, context);
                }
            }
            return otherwise.evaluate(row, context);
        };
    }

    private static Evaluator coalesce(Evaluator[] items) {
        return (row, context) -> {
            for (Evaluator item : items) {
                Object value = item.evaluate(row, context);
                if (value != Null.NULL) {
                    return value;
                }
            }
            return Null.NULL;
        };
    }

    private static Evaluator in(Evaluator operand, Evaluator[] items, SqlType.Kind kind) {
        return (row, context) -> {
            Object value = operand.evaluate(row, context);
            if (value == Null.NULL) {
                return value;
            }
            boolean hasNull = false;
            for (Evaluator item : items) {
                Object candidate = item.evaluate(row, context);
                if (candidate == Null.NULL) {
                    hasNull = true;
                } else if (Datums.compare(kind, value, candidate) == 0) {
                    return Boolean.TRUE;
                }
            }
            return hasNull ? Null.NULL : Boolean.FALSE;
        };
    }
}
