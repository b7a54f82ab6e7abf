package io.biplane.sql.plan;

import io.biplane.sql.scalar.Evaluator;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a primary key's order a scan has to read: alternatives for the first key columns,
 * then bounds on the next one. All values are independent of rows and computed at execution.
 *
 * @param equalities for each column of the prefix the values it may have
 */
public record KeyConstraint(
        List<Alternatives> equalities, Optional<Bound> low, Optional<Bound> high) {
    /** No constraint: the whole table. */
    public static final KeyConstraint ALL =
            new KeyConstraint(List.of(), Optional.empty(), Optional.empty());

    /** The values one column may have. */
    public record Alternatives(List<Scalar> scalars, Evaluator[] evaluators) {
        static Alternatives of(List<Scalar> scalars) {
            return new Alternatives(scalars, Evaluator.of(scalars));
        }

        boolean isSingle() {
            return evaluators.length == 1;
        }
    }

    /** One end of a range. */
    public record Bound(Scalar scalar, Evaluator evaluator, boolean isInclusive) {
        static Bound of(Scalar scalar, boolean isInclusive) {
            return new Bound(scalar, Evaluator.of(scalar), isInclusive);
        }
    }

    public boolean isAll() {
        return equalities.isEmpty() && low.isEmpty() && high.isEmpty();
    }

    /** Whether whole keys are given, so that rows can be got instead of scanned. */
    public boolean isPoints(int keyLength) {
        return equalities.size() == keyLength;
    }

    /** Whether at most one row can match. */
    public boolean isOnePoint(int keyLength) {
        return isPoints(keyLength) && equalities.stream().allMatch(Alternatives::isSingle);
    }

    /** For EXPLAIN: {@code /1/$1 - /1/$2}. */
    String text() {
        if (isAll()) {
            return "FULL SCAN";
        }
        List<String> prefixes = List.of("");
        for (Alternatives alternatives : equalities) {
            List<String> longer = new ArrayList<>();
            for (String prefix : prefixes) {
                for (Scalar scalar : alternatives.scalars()) {
                    longer.add(prefix + "/" + Scalars.text(scalar));
                }
            }
            prefixes = longer;
        }
        List<String> spans = new ArrayList<>();
        for (String prefix : prefixes) {
            spans.add("[" + start(prefix) + " - " + end(prefix) + "]");
        }
        return String.join(" ", spans);
    }

    private String start(String prefix) {
        return low.map(bound -> prefix + "/" + Scalars.text(bound.scalar())
                        + (bound.isInclusive() ? "" : " exclusive"))
                .orElse(prefix);
    }

    private String end(String prefix) {
        return high.map(bound -> prefix + "/" + Scalars.text(bound.scalar())
                        + (bound.isInclusive() ? "" : " exclusive"))
                .orElse(prefix);
    }
}
