package io.biplane.sql.operator;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.sql.catalog.StoredTable;
import io.biplane.sql.plan.KeyConstraint;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.types.KeyEncoding;
import io.biplane.sql.types.KeyWriter;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Computes the keys and spans a {@link KeyConstraint} stands for, with the parameters of one run.
 */
final class Spans {
    private static final Object[] NO_ROW = new Object[0];

    private Spans() {}

    /**
     * The one key of a constraint with single values for all key columns; null-free values only.
     */
    static Optional<Key> onePoint(
            StoredTable table, KeyConstraint constraint, EvalContext context) {
        KeyWriter writer = new KeyWriter(table.indexPrefix());
        for (int i = 0; i < constraint.equalities().size(); i++) {
            Object value = constraint.equalities().get(i).evaluators()[0].evaluate(NO_ROW, context);
            if (value == Null.NULL) {
                return Optional.empty();
            }
            KeyEncoding.appendValue(writer, table.keyKind(i), value);
        }
        return Optional.of(writer.toKey());
    }

    /** The distinct keys that the equalities allow, in order: whole keys or prefixes. */
    static TreeSet<Key> prefixes(StoredTable table, KeyConstraint constraint, EvalContext context) {
        TreeSet<Key> prefixes = new TreeSet<>();
        prefixes.add(table.indexPrefix());
        for (int i = 0; i < constraint.equalities().size(); i++) {
            TreeSet<Key> longer = new TreeSet<>();
            List<Object> values = values(constraint.equalities().get(i), context);
            for (Key prefix : prefixes) {
                for (Object value : values) {
                    longer.add(append(prefix, table.keyKind(i), value));
                }
            }
            prefixes = longer;
        }
        return prefixes;
    }

    /** NULL equals nothing and is left out. */
    private static List<Object> values(
            KeyConstraint.Alternatives alternatives, EvalContext context) {
        List<Object> values = new ArrayList<>(alternatives.evaluators().length);
        for (var evaluator : alternatives.evaluators()) {
            Object value = evaluator.evaluate(NO_ROW, context);
            if (value != Null.NULL) {
                values.add(value);
            }
        }
        return values;
    }

    private static Key append(Key prefix, Kind kind, Object value) {
        KeyWriter writer = new KeyWriter(prefix);
        KeyEncoding.appendValue(writer, kind, value);
        return writer.toKey();
    }

    /** The spans to scan, disjoint and in order; none if nothing can match. */
    static List<Span> spans(StoredTable table, KeyConstraint constraint, EvalContext context) {
        List<Span> spans = new ArrayList<>();
        int next = constraint.equalities().size();
        for (Key prefix : prefixes(table, constraint, context)) {
            Key start = prefix;
            Key end = prefix.prefixEnd();
            if (constraint.low().isPresent()) {
                KeyConstraint.Bound low = constraint.low().get();
                Object value = low.evaluator().evaluate(NO_ROW, context);
                if (value == Null.NULL) {
                    return List.of();
                }
                Key bound = append(prefix, table.keyKind(next), value);
                start = low.isInclusive() ? bound : bound.prefixEnd();
            }
            if (constraint.high().isPresent()) {
                KeyConstraint.Bound high = constraint.high().get();
                Object value = high.evaluator().evaluate(NO_ROW, context);
                if (value == Null.NULL) {
                    return List.of();
                }
                Key bound = append(prefix, table.keyKind(next), value);
                end = high.isInclusive() ? bound.prefixEnd() : bound;
            }
            if (start.compareTo(end) < 0) {
                spans.add(new Span(start, end));
            }
        }
        return spans;
    }
}
