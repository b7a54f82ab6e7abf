package io.biplane.sql.operator;

import io.biplane.base.key.Key;
import io.biplane.sql.catalog.StoredTable;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.plan.PhysicalPlan;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.plan.PlanNode.Compiled;

import java.util.List;
import java.util.Optional;

/** Runs physical plans within a transaction. Stateless. */
public final class PlanExecutor {
    /**
     * What a plan did.
     *
     * @param rows of the result
     * @param changedCount rows inserted, updated or deleted; for a read the rows returned
     */
    public record Outcome(List<Object[]> rows, long changedCount) {
        static Outcome read(List<Object[]> rows) {
            return new Outcome(rows, rows.size());
        }
    }

    private PlanExecutor() {}

    /** Runs {@code plan}; the transaction is left open, its writes buffered. */
    public static Promise<Outcome> execute(PhysicalPlan plan, ExecContext context) {
        if (plan.action() instanceof PhysicalPlan.Read read) {
            if (read.point().isPresent()) {
                return pointGet(read.point().get(), context);
            }
            return context.reach() instanceof ExecContext.Anywhere anywhere
                    ? DistributedRead.execute(read, context, anywhere)
                    : Operators.of(read.root(), context).drain().map(Outcome::read);
        }
        return ChangeExecutor.execute(plan.action(), context);
    }

    private static Promise<Outcome> pointGet(PhysicalPlan.PointGet get, ExecContext context) {
        PlanNode.Scan scan = get.scan();
        StoredTable table = scan.table();
        Optional<Key> key = Spans.onePoint(table, scan.constraint(), context.eval());
        if (key.isEmpty()) {
            return Promise.ready(new Outcome(List.of(), 0));
        }
        return context.transaction().get(List.of(key.get())).map(values -> {
            Optional<byte[]> value = values.get(0);
            if (value.isEmpty()) {
                return new Outcome(List.of(), 0);
            }
            Object[] row = table.row(key.get(), value.get());
            if (scan.filter().isPresent()
                    && !scan.filter().get().evaluator().isTrue(row, context.eval())) {
                return new Outcome(List.of(), 0);
            }
            Object[] result = new Object[get.columns().size()];
            for (int i = 0; i < result.length; i++) {
                Compiled column = get.columns().get(i);
                result[i] = column.evaluator().evaluate(row, context.eval());
            }
            return new Outcome(List.<Object[]>of(result), 1);
        });
    }
}
