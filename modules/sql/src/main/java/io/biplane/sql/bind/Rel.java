package io.biplane.sql.bind;

import io.biplane.sql.ast.Query.JoinKind;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.scalar.Aggregate;
import io.biplane.sql.scalar.Scalar;

import java.util.List;
import java.util.Optional;

/** A relational tree: what rows are wanted, not how they are found. */
public sealed interface Rel {
    /** All columns of {@code table}, hidden ones too. */
    record Table(TableDescriptor table) implements Rel {}

    /** Rows of scalars without columns. */
    record Values(List<List<Scalar>> rows) implements Rel {}

    record Filter(Rel input, Scalar predicate) implements Rel {}

    record Project(Rel input, List<Scalar> columns) implements Rel {}

    /** Output: the keys, then the aggregates. Without keys exactly one row. */
    record Group(Rel input, List<Scalar> keys, List<Aggregate> aggregates) implements Rel {}

    record Distinct(Rel input) implements Rel {}

    record Sort(Rel input, List<SortKey> keys) implements Rel {}

    record Limit(Rel input, Optional<Scalar> limit, Optional<Scalar> offset) implements Rel {}

    /** Left columns, then right columns. */
    record Join(JoinKind kind, Rel left, Rel right, int leftWidth, Optional<Scalar> on)
            implements Rel {}

    /** Column {@code index} of the sorted relation. */
    record SortKey(int index, boolean isDescending, boolean isNullsFirst) {}
}
