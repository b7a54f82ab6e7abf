package io.biplane.sql.plan;

import io.biplane.sql.ast.Query.JoinKind;
import io.biplane.sql.bind.Rel.SortKey;
import io.biplane.sql.catalog.StoredTable;
import io.biplane.sql.scalar.Aggregate;
import io.biplane.sql.scalar.Evaluator;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType.Kind;

import java.util.List;
import java.util.Optional;

/** A node of a physical plan: which operator runs over which others. */
public sealed interface PlanNode {
    /** A scalar with its compiled form. */
    record Compiled(Scalar scalar, Evaluator evaluator) {
        static Compiled of(Scalar scalar) {
            return new Compiled(scalar, Evaluator.of(scalar));
        }

        static List<Compiled> of(List<Scalar> scalars) {
            return scalars.stream().map(Compiled::of).toList();
        }
    }

    record Values(List<List<Compiled>> rows) implements PlanNode {}

    /**
     * @param filter what the constraint does not cover
     * @param limit most rows needed, if known and nothing filters; computed at execution
     */
    record Scan(
            StoredTable table,
            KeyConstraint constraint,
            Optional<Compiled> filter,
            boolean isReverse,
            Optional<Limit> limit)
            implements PlanNode {}

    /** A limit and an offset. */
    record Limit(Optional<Compiled> count, Optional<Compiled> offset) {}

    record Filter(PlanNode input, Compiled condition) implements PlanNode {}

    record Project(PlanNode input, List<Compiled> columns) implements PlanNode {}

    record Group(PlanNode input, List<Compiled> keys, List<AggregateCall> aggregates)
            implements PlanNode {}

    /** An aggregate with its compiled operand. */
    record AggregateCall(Aggregate aggregate, Optional<Evaluator> operand) {}

    record Distinct(PlanNode input) implements PlanNode {}

    /** {@code kinds} of the sort keys. */
    record Sort(PlanNode input, List<SortKey> keys, List<Kind> kinds) implements PlanNode {}

    record Take(PlanNode input, Limit limit) implements PlanNode {}

    /** In memory: the right side is held, the left side streams past. */
    record Join(JoinKind kind, Side left, Side right, Optional<Compiled> condition)
            implements PlanNode {
        boolean isHash() {
            return !left.keys().isEmpty();
        }
    }

    /**
     * @param width number of columns
     * @param keys for a hash join, what has to be equal; in the columns of this side
     */
    record Side(PlanNode input, int width, List<Compiled> keys) {}
}
