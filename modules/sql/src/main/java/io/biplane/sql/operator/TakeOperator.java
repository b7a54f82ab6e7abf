package io.biplane.sql.operator;

import io.biplane.sql.exec.Promise;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.scalar.EvalContext;

import java.util.List;

/**
 * LIMIT and OFFSET: skips, then lets pass, then stops pulling. State: how many of each are left.
 */
final class TakeOperator implements Operator {
    private final Operator input;
    private long left;
    private long toSkip;

    TakeOperator(Operator input, PlanNode.Limit limit, EvalContext context) {
        this.input = input;
        this.left = Limits.value(limit.count(), Long.MAX_VALUE, "LIMIT", context);
        this.toSkip = Limits.value(limit.offset(), 0, "OFFSET", context);
    }

    @Override
    public Promise<RowBatch> next() {
        if (left == 0) {
            return Promise.ready(RowBatch.END);
        }
        return input.next().map(batch -> {
            int size = batch.rows().size();
            int skipped = (int) Math.min(toSkip, size);
            int taken = (int) Math.min(left, size - skipped);
            toSkip -= skipped;
            left -= taken;
            List<Object[]> rows = batch.rows().subList(skipped, skipped + taken);
            return new RowBatch(rows, batch.isLast() || left == 0);
        });
    }
}
