package io.biplane.sql.operator;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.types.Null;

import java.util.Optional;

/** The numbers behind LIMIT and OFFSET. */
final class Limits {
    private Limits() {}

    /** NULL and absence mean {@code otherwise}; 22023 for a negative number. */
    static long value(
            Optional<Compiled> scalar, long otherwise, String clause, EvalContext context) {
        if (scalar.isEmpty()) {
            return otherwise;
        }
        Object value = scalar.get().evaluator().evaluate(new Object[0], context);
        if (value == Null.NULL) {
            return otherwise;
        }
        if ((Long) value < 0) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "negative value for " + clause);
        }
        return (Long) value;
    }
}
