package io.biplane.sql.plan;

import io.biplane.sql.catalog.StoredTable;
import io.biplane.sql.plan.KeyConstraint.Alternatives;
import io.biplane.sql.plan.KeyConstraint.Bound;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns conditions on a primary key's columns into a {@link KeyConstraint}; the rest stays a
 * filter.
 */
final class ConstraintFinder {
    /** Most spans of one scan. Our choice: each costs a key in a request. */
    private static final int SPANS_MAX = 10_000;

    /** The constraint, and the conditions it does not cover. */
    record Found(KeyConstraint constraint, List<Scalar> rest) {}

    /** {@code column operator value}, with the column on the left. */
    private record Comparison(int column, String operator, Scalar value) {}

    private final StoredTable table;
    private final List<Scalar> rest;

    private ConstraintFinder(StoredTable table, List<Scalar> conjuncts) {
        this.table = table;
        this.rest = new ArrayList<>(conjuncts);
    }

    static Found find(StoredTable table, List<Scalar> conjuncts) {
        ConstraintFinder finder = new ConstraintFinder(table, conjuncts);
        KeyConstraint constraint = finder.constraint();
        return new Found(constraint, List.copyOf(finder.rest));
    }

    private KeyConstraint constraint() {
        List<Alternatives> equalities = new ArrayList<>();
        long spanCount = 1;
        int index = 0;
        while (index < table.keyLength()) {
            Optional<List<Scalar>> values = takeEquality(table.keyOrdinal(index), spanCount);
            if (values.isEmpty()) {
                break;
            }
            spanCount *= values.get().size();
            equalities.add(Alternatives.of(values.get()));
            index++;
        }
        if (index == table.keyLength()) {
            return new KeyConstraint(equalities, Optional.empty(), Optional.empty());
        }
        int ordinal = table.keyOrdinal(index);
        Optional<Bound> low = takeBound(ordinal, ">", ">=");
        return new KeyConstraint(equalities, low, takeBound(ordinal, "<", "<="));
    }

    private Optional<List<Scalar>> takeEquality(int ordinal, long spanCount) {
        for (int i = 0; i < rest.size(); i++) {
            Optional<List<Scalar>> values = equality(rest.get(i), ordinal);
            if (values.isPresent() && values.get().size() * spanCount <= SPANS_MAX) {
                rest.remove(i);
                return values;
            }
        }
        return Optional.empty();
    }

    /**
     * The values that {@code condition} allows for column {@code ordinal}, if it says just that.
     */
    private static Optional<List<Scalar>> equality(Scalar condition, int ordinal) {
        if (condition instanceof Scalar.InList in
                && in.operand() instanceof Scalar.Column column
                && column.index() == ordinal
                && in.items().stream().allMatch(Scalars::isRowIndependent)) {
            return Optional.of(in.items());
        }
        if (condition instanceof Scalar.Or or) {
            Optional<List<Scalar>> left = equality(or.left(), ordinal);
            Optional<List<Scalar>> right = equality(or.right(), ordinal);
            if (left.isEmpty() || right.isEmpty()) {
                return Optional.empty();
            }
            List<Scalar> both = new ArrayList<>(left.get());
            both.addAll(right.get());
            return Optional.of(both);
        }
        return comparison(condition)
                .filter(c -> c.column() == ordinal && c.operator().equals("="))
                .map(c -> List.of(c.value()));
    }

    private Optional<Bound> takeBound(int ordinal, String exclusive, String inclusive) {
        for (int i = 0; i < rest.size(); i++) {
            Optional<Comparison> comparison = comparison(rest.get(i));
            if (comparison.isEmpty() || comparison.get().column() != ordinal) {
                continue;
            }
            String operator = comparison.get().operator();
            if (operator.equals(exclusive) || operator.equals(inclusive)) {
                rest.remove(i);
                return Optional.of(Bound.of(comparison.get().value(), operator.equals(inclusive)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Comparison> comparison(Scalar condition) {
        if (!(condition instanceof Scalar.Call call) || call.arguments().size() != 2) {
            return Optional.empty();
        }
        String flipped = flipped(call.function().name());
        if (flipped.isEmpty()) {
            return Optional.empty();
        }
        Scalar left = call.arguments().get(0);
        Scalar right = call.arguments().get(1);
        if (left instanceof Scalar.Column column && Scalars.isRowIndependent(right)) {
            return Optional.of(new Comparison(column.index(), call.function().name(), right));
        }
        if (right instanceof Scalar.Column column && Scalars.isRowIndependent(left)) {
            return Optional.of(new Comparison(column.index(), flipped, left));
        }
        return Optional.empty();
    }

    /** The operator with its sides exchanged; empty if {@code operator} compares nothing. */
    private static String flipped(String operator) {
        return switch (operator) {
            case "=" -> "=";
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> "";
        };
    }
}
