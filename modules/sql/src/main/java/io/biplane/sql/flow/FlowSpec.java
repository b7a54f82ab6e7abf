package io.biplane.sql.flow;

import io.biplane.base.key.Span;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.plan.Distribution;

import java.util.List;

/**
 * A part of a query for another instance. Immutable; the arrays and spans are not to be changed.
 *
 * @param fragment what to do
 * @param spans where, in the order the rows are wanted
 * @param leaf the instant of the reads
 * @param parameters values of {@code $1} …, converted
 * @param nowMicros the statement's time, microseconds since 2000-01-01 UTC
 */
public record FlowSpec(
        Distribution.Fragment fragment,
        List<Span> spans,
        LeafState leaf,
        Object[] parameters,
        long nowMicros) {
    public FlowSpec {
        spans = List.copyOf(spans);
    }
}
