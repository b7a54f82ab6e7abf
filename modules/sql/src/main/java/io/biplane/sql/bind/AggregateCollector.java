package io.biplane.sql.bind;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Aggregate;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The aggregates of one query level, each once, in order of appearance. State: the list, and
 * whether
 * aggregates are allowed where binding is at the moment.
 */
final class AggregateCollector {
    private final List<Aggregate> aggregates = new ArrayList<>();
    /** Empty where aggregates are allowed, otherwise the name of the clause that forbids them. */
    private Optional<String> forbiddenIn = Optional.empty();

    /** For statements and clauses without aggregates. */
    static AggregateCollector none(String clause) {
        AggregateCollector collector = new AggregateCollector();
        collector.forbiddenIn = Optional.of(clause);
        return collector;
    }

    void forbidIn(String clause) {
        forbiddenIn = Optional.of(clause);
    }

    void allow() {
        forbiddenIn = Optional.empty();
    }

    List<Aggregate> aggregates() {
        return aggregates;
    }

    /** The result of {@code aggregate}, below which no other one may be. */
    Scalar add(Aggregate aggregate, int position) {
        if (forbiddenIn.isPresent()) {
            throw new SqlException(
                    SqlState.GROUPING_ERROR,
                    "aggregate functions are not allowed in " + forbiddenIn.get(),
                    position);
        }
        boolean isNested = aggregate
                .operand()
                .map(operand -> Scalars.any(operand, s -> s instanceof Scalar.AggregateResult))
                .orElse(false);
        if (isNested) {
            throw new SqlException(
                    SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested", position);
        }
        int index = aggregates.indexOf(aggregate);
        if (index < 0) {
            index = aggregates.size();
            aggregates.add(aggregate);
        }
        return new Scalar.AggregateResult(index, aggregate.type());
    }
}
