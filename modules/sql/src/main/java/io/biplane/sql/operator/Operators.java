package io.biplane.sql.operator;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.types.Datums;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Makes the operators of a plan, and holds those that work row by row. */
final class Operators {
    private Operators() {}

    /** A fresh operator tree for {@code node}. */
    static Operator of(PlanNode node, ExecContext context) {
        if (context.reach() instanceof ExecContext.Gathered gathered) {
            Optional<Gathering> gathering = gathered.find(node);
            if (gathering.isPresent()) {
                return finished(gathering.get(), context);
            }
        }
        return whole(node, context);
    }

    /** What flows gave of a fragment; of an aggregation, with the last step done. */
    private static Operator finished(Gathering gathering, ExecContext context) {
        Optional<PlanNode.Group> partial = gathering.fragment().partial();
        return partial.isPresent()
                ? new GroupOperator(
                        gathering, partial.get(), context.eval(), GroupOperator.Stage.FINAL)
                : gathering;
    }

    private static Operator whole(PlanNode node, ExecContext context) {
        if (node instanceof PlanNode.Scan scan) {
            return new ScanOperator(scan, context);
        }
        if (node instanceof PlanNode.Values values) {
            return values(values, context);
        }
        if (node instanceof PlanNode.Filter filter) {
            return filter(of(filter.input(), context), filter.condition(), context.eval());
        }
        if (node instanceof PlanNode.Project project) {
            Compiled[] columns = project.columns().toArray(Compiled[]::new);
            return project(of(project.input(), context), columns, context.eval());
        }
        if (node instanceof PlanNode.Distinct distinct) {
            return distinct(of(distinct.input(), context));
        }
        if (node instanceof PlanNode.Take take) {
            return new TakeOperator(of(take.input(), context), take.limit(), context.eval());
        }
        if (node instanceof PlanNode.Sort sort) {
            return new SortOperator(of(sort.input(), context), sort);
        }
        if (node instanceof PlanNode.Group group) {
            return new GroupOperator(
                    of(group.input(), context), group, context.eval(), GroupOperator.Stage.WHOLE);
        }
        if (node instanceof PlanNode.Join join) {
            return new JoinOperator(
                    join,
                    of(join.left().input(), context),
                    of(join.right().input(), context),
                    context.eval());
        }
        throw new InvariantViolation("no operator for " + node);
    }

    private static Operator values(PlanNode.Values values, ExecContext context) {
        return () -> {
            List<Object[]> rows = new ArrayList<>(values.rows().size());
            for (List<Compiled> row : values.rows()) {
                rows.add(evaluate(row.toArray(Compiled[]::new), new Object[0], context.eval()));
            }
            return Promise.ready(new RowBatch(rows, true));
        };
    }

    static Object[] evaluate(Compiled[] columns, Object[] row, EvalContext context) {
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i].evaluator().evaluate(row, context);
        }
        return values;
    }

    private static Operator filter(Operator input, Compiled condition, EvalContext context) {
        return () -> input.next().map(batch -> {
            List<Object[]> kept = new ArrayList<>(batch.rows().size());
            for (Object[] row : batch.rows()) {
                if (condition.evaluator().isTrue(row, context)) {
                    kept.add(row);
                }
            }
            return new RowBatch(kept, batch.isLast());
        });
    }

    private static Operator project(Operator input, Compiled[] columns, EvalContext context) {
        return () -> input.next().map(batch -> {
            List<Object[]> rows = new ArrayList<>(batch.rows().size());
            for (Object[] row : batch.rows()) {
                rows.add(evaluate(columns, row, context));
            }
            return new RowBatch(rows, batch.isLast());
        });
    }

    /** Keeps the first of equal rows, so the order of the input stays. */
    private static Operator distinct(Operator input) {
        LinkedHashSet<List<Object>> seen = new LinkedHashSet<>();
        return () -> input.next().map(batch -> {
            List<Object[]> kept = new ArrayList<>();
            for (Object[] row : batch.rows()) {
                if (seen.add(hashable(row))) {
                    kept.add(row);
                }
            }
            Operator.checkHeld(seen.size());
            return new RowBatch(kept, batch.isLast());
        });
    }

    /** The row as a key of a hash table; NULLs equal each other. */
    static List<Object> hashable(Object[] row) {
        List<Object> values = new ArrayList<>(row.length);
        for (Object value : row) {
            values.add(Datums.hashable(value));
        }
        return values;
    }
}
