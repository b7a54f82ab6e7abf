package io.biplane.sql.operator;

import io.biplane.sql.exec.Promise;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.scalar.Aggregate.Accumulator;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.types.Null;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Groups and aggregates, at once or in two stages. Groups come out in the order their first rows came in.
 *
 * <p>Between the stages a row is the group's key values and, for each aggregate, what its accumulator knows ({@link
 * Accumulator#partial}).
 */
final class GroupOperator implements Operator {
    /** Which part of the work is done. */
    enum Stage {
        WHOLE,
        /** From rows to what accumulators know. */
        PARTIAL,
        /** From what accumulators know to results. */
        FINAL
    }

    /** One group: the first row's key values, and what has been added up. */
    private record Group(Object[] keys, List<Accumulator> accumulators) {}

    private final Operator input;
    private final PlanNode.Group plan;
    private final Compiled[] keys;
    private final EvalContext context;
    private final Stage stage;
    private final LinkedHashMap<List<Object>, Group> groups = new LinkedHashMap<>();

    GroupOperator(Operator input, PlanNode.Group plan, EvalContext context, Stage stage) {
        this.input = input;
        this.plan = plan;
        this.keys = plan.keys().toArray(Compiled[]::new);
        this.context = context;
        this.stage = stage;
    }

    @Override
    public Promise<RowBatch> next() {
        return input.next().flatMap(batch -> {
            for (Object[] row : batch.rows()) {
                if (stage == Stage.FINAL) {
                    merge(row);
                } else {
                    add(row);
                }
            }
            Operator.checkHeld(groups.size());
            return batch.isLast() ? Promise.ready(result()) : next();
        });
    }

    private void add(Object[] row) {
        Object[] values = Operators.evaluate(keys, row, context);
        Group group = groups.computeIfAbsent(Operators.hashable(values), key -> fresh(values));
        for (int i = 0; i < group.accumulators().size(); i++) {
            PlanNode.AggregateCall call = plan.aggregates().get(i);
            Object value = call.operand().isPresent()
                    ? call.operand().get().evaluate(row, context)
                    : Boolean.TRUE;
            if (value != Null.NULL) {
                group.accumulators().get(i).add(value);
            }
        }
    }

    private void merge(Object[] row) {
        Object[] values = Arrays.copyOf(row, keys.length);
        Group group = groups.computeIfAbsent(Operators.hashable(values), key -> fresh(values));
        for (int i = 0; i < group.accumulators().size(); i++) {
            group.accumulators().get(i).merge((Object[]) row[keys.length + i]);
        }
    }

    private Group fresh(Object[] values) {
        List<Accumulator> accumulators = new ArrayList<>(plan.aggregates().size());
        plan.aggregates().forEach(call -> accumulators.add(call.aggregate().accumulator()));
        return new Group(values, accumulators);
    }

    /** Without keys there is one row even for no input. */
    private RowBatch result() {
        if (keys.length == 0 && groups.isEmpty() && stage != Stage.PARTIAL) {
            groups.put(List.of(), fresh(new Object[0]));
        }
        List<Object[]> rows = new ArrayList<>(groups.size());
        for (Group group : groups.values()) {
            Object[] row = new Object[keys.length + group.accumulators().size()];
            System.arraycopy(group.keys(), 0, row, 0, keys.length);
            for (int i = 0; i < group.accumulators().size(); i++) {
                Accumulator accumulator = group.accumulators().get(i);
                row[keys.length + i] =
                        stage == Stage.PARTIAL ? accumulator.partial() : accumulator.result();
            }
            rows.add(row);
        }
        return new RowBatch(rows, true);
    }
}
