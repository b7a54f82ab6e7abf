package io.biplane.sql.bind;

import io.biplane.sql.ast.Statement.ConflictAction;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType;

import java.util.List;

/** A statement whose names and types are settled. */
public sealed interface BoundStatement {
    /** Columns of the result. */
    List<Output> outputs();

    /** One result column. */
    record Output(String name, SqlType type) {}

    record Select(Rel rel, List<Output> outputs) implements BoundStatement {}

    /**
     * {@code source} gives whole rows of {@code table}; {@code given} are the ordinals the user
     * named.
     */
    record Insert(
            TableDescriptor table,
            Rel source,
            ConflictAction onConflict,
            List<Integer> given,
            Returning returning)
            implements BoundStatement {
        @Override
        public List<Output> outputs() {
            return returning.outputs();
        }
    }

    /** {@code source} gives the old rows of {@code table}. */
    record Update(TableDescriptor table, Rel source, List<Set> sets, Returning returning)
            implements BoundStatement {
        @Override
        public List<Output> outputs() {
            return returning.outputs();
        }
    }

    /** A new value over the old row. */
    record Set(int ordinal, Scalar value) {}

    record Delete(TableDescriptor table, Rel source, Returning returning)
            implements BoundStatement {
        @Override
        public List<Output> outputs() {
            return returning.outputs();
        }
    }

    /** What a change gives back, over the changed row; empty for nothing. */
    record Returning(List<Scalar> columns, List<Output> outputs) {}
}
