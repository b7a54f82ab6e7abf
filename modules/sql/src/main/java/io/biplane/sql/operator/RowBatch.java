package io.biplane.sql.operator;

import java.util.List;

/**
 * Some rows of an operator.
 *
 * @param rows possibly none although more will come
 * @param isLast no batch follows
 */
record RowBatch(List<Object[]> rows, boolean isLast) {
    static final RowBatch END = new RowBatch(List.of(), true);
}
