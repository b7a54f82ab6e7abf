package io.biplane.sql.operator;

import io.biplane.base.key.Span;
import io.biplane.sql.exec.CountingTransaction;
import io.biplane.sql.exec.LeafTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.flow.FlowBatch;
import io.biplane.sql.flow.FlowSpec;
import io.biplane.sql.flow.FlowStream;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.scalar.EvalContext;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The working end of a flow: runs a fragment over its spans, in their order. State: the span being read and its operators.
 */
public final class FlowSource implements FlowStream {
    private final FlowSpec spec;
    private final ExecContext context;
    private Optional<Operator> current = Optional.empty();
    private int nextSpan;

    /**
     * A source that has not begun.
     *
     * @param rowIds source of {@code unique_rowid()}
     * @param work counts what is done from here on
     */
    public FlowSource(
            FlowSpec spec, LeafTransaction reads, LongSupplier rowIds, WorkCounters work) {
        this.spec = spec;
        EvalContext eval = new EvalContext(spec.parameters(), spec.nowMicros(), rowIds);
        this.context = new ExecContext(
                new CountingTransaction(reads, work),
                eval,
                work,
                true,
                new ExecContext.Only(spec.spans()));
    }

    @Override
    public Promise<FlowBatch> next() {
        return spec.fragment().partial().isPresent()
                ? partial(spec.fragment().partial().get())
                : rows();
    }

    /** The whole share of an aggregation, as one batch. */
    private Promise<FlowBatch> partial(PlanNode.Group group) {
        Operator input = Operators.of(spec.fragment().input(), context);
        return new GroupOperator(input, group, context.eval(), GroupOperator.Stage.PARTIAL)
                .next()
                .map(batch -> new FlowBatch(batch.rows(), true, true));
    }

    private Promise<FlowBatch> rows() {
        Operator reading = current.orElseGet(this::beginSpan);
        current = Optional.of(reading);
        return reading.next().map(batch -> {
            if (batch.isLast()) {
                current = Optional.empty();
            }
            boolean isEnd = batch.isLast() && nextSpan == spec.spans().size();
            return new FlowBatch(batch.rows(), batch.isLast(), isEnd);
        });
    }

    private Operator beginSpan() {
        Span span = spec.spans().get(nextSpan++);
        ExecContext only = context.with(context.transaction(), new ExecContext.Only(List.of(span)));
        return Operators.of(spec.fragment().input(), only);
    }

    @Override
    public void close() {
        // Nothing runs but on demand.
    }
}
