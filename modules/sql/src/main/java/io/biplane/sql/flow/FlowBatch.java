package io.biplane.sql.flow;

import java.util.List;

/**
 * Some rows of a flow. The arrays are handed over: neither side changes them.
 *
 * @param rows possibly none
 * @param endsStep no more rows of this step follow; a step is one span, or for a partial
 *     aggregation the whole flow
 * @param isLast no batch follows
 */
public record FlowBatch(List<Object[]> rows, boolean endsStep, boolean isLast) {}
