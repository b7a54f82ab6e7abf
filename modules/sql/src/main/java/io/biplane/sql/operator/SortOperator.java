package io.biplane.sql.operator;

import io.biplane.sql.bind.Rel.SortKey;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.types.Datums;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType.Kind;

import java.util.Comparator;

/** Sorts all rows of its input, stably, in one batch. */
final class SortOperator implements Operator {
    private final Operator input;
    private final Comparator<Object[]> order;

    SortOperator(Operator input, PlanNode.Sort sort) {
        this.input = input;
        Comparator<Object[]> all = (a, b) -> 0;
        for (int i = 0; i < sort.keys().size(); i++) {
            all = all.thenComparing(comparator(sort.keys().get(i), sort.kinds().get(i)));
        }
        this.order = all;
    }

    private static Comparator<Object[]> comparator(SortKey key, Kind kind) {
        int index = key.index();
        int nullSide = key.isNullsFirst() ? -1 : 1;
        int direction = key.isDescending() ? -1 : 1;
        return (a, b) -> {
            boolean isLeftNull = a[index] == Null.NULL;
            boolean isRightNull = b[index] == Null.NULL;
            if (isLeftNull || isRightNull) {
                return isLeftNull == isRightNull ? 0 : isLeftNull ? nullSide : -nullSide;
            }
            return direction * Datums.compare(kind, a[index], b[index]);
        };
    }

    @Override
    public Promise<RowBatch> next() {
        return input.drain().map(rows -> {
            rows.sort(order);
            return new RowBatch(rows, true);
        });
    }
}
