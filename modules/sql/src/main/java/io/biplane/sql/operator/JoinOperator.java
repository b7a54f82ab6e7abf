package io.biplane.sql.operator;

import io.biplane.sql.ast.Query.JoinKind;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.types.Null;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Joins: holds the right side, by hash of the equal keys if there are any, and lets the left side
 * stream past, so the output has the order of the left side. State: the held rows once they are
 * there.
 */
final class JoinOperator implements Operator {
    private final PlanNode.Join plan;
    private final Operator left;
    private final Operator right;
    private final EvalContext context;
    private Optional<LinkedHashMap<List<Object>, List<Object[]>>> held = Optional.empty();

    JoinOperator(PlanNode.Join plan, Operator left, Operator right, EvalContext context) {
        this.plan = plan;
        this.left = left;
        this.right = right;
        this.context = context;
    }

    @Override
    public Promise<RowBatch> next() {
        if (held.isPresent()) {
            return left.next().map(this::join);
        }
        return right.drain().flatMap(rows -> {
            Compiled[] keys = plan.right().keys().toArray(Compiled[]::new);
            LinkedHashMap<List<Object>, List<Object[]>> table = new LinkedHashMap<>();
            for (Object[] row : rows) {
                Object[] values = Operators.evaluate(keys, row, context);
                if (hasNoNull(values)) {
                    table.computeIfAbsent(Operators.hashable(values), k -> new ArrayList<>())
                            .add(row);
                }
            }
            held = Optional.of(table);
            return left.next().map(this::join);
        });
    }

    private RowBatch join(RowBatch batch) {
        Compiled[] keys = plan.left().keys().toArray(Compiled[]::new);
        List<Object[]> joined = new ArrayList<>();
        for (Object[] row : batch.rows()) {
            Object[] values = Operators.evaluate(keys, row, context);
            List<Object[]> candidates = hasNoNull(values)
                    ? held.orElseThrow().getOrDefault(Operators.hashable(values), List.of())
                    : List.of();
            joinRow(row, candidates, joined);
            Operator.checkHeld(joined.size());
        }
        return new RowBatch(joined, batch.isLast());
    }

    private void joinRow(Object[] row, List<Object[]> candidates, List<Object[]> joined) {
        boolean hasMatch = false;
        for (Object[] candidate : candidates) {
            Object[] both = wide(row);
            System.arraycopy(candidate, 0, both, row.length, candidate.length);
            if (plan.condition().isEmpty()
                    || plan.condition().get().evaluator().isTrue(both, context)) {
                hasMatch = true;
                joined.add(both);
            }
        }
        if (!hasMatch && plan.kind() == JoinKind.LEFT) {
            joined.add(wide(row));
        }
    }

    /** The row, with NULLs for the right side. */
    private Object[] wide(Object[] row) {
        Object[] both = Arrays.copyOf(row, row.length + plan.right().width());
        Arrays.fill(both, row.length, both.length, Null.NULL);
        return both;
    }

    private static boolean hasNoNull(Object[] values) {
        for (Object value : values) {
            if (value == Null.NULL) {
                return false;
            }
        }
        return true;
    }
}
