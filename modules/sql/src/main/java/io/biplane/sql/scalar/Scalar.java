package io.biplane.sql.scalar;

import io.biplane.sql.types.SqlType;

import java.util.List;

/** A typed expression over one input row. */
public sealed interface Scalar {
    SqlType type();

    /** {@code value} is {@code Null.NULL} for NULL. */
    record Constant(Object value, SqlType type) implements Scalar {}

    /** Column {@code index} of the input row. */
    record Column(int index, SqlType type, String name) implements Scalar {}

    /** {@code $(index + 1)}. */
    record Parameter(int index, SqlType type) implements Scalar {}

    record Call(Function function, List<Scalar> arguments) implements Scalar {
        @Override
        public SqlType type() {
            return function.result();
        }
    }

    /** A cast to a type with its width; {@code isAssignment} refuses text that is too long. */
    record Cast(Scalar operand, SqlType type, boolean isAssignment) implements Scalar {}

    record And(Scalar left, Scalar right) implements Scalar {
        @Override
        public SqlType type() {
            return SqlType.BOOL;
        }
    }

    record Or(Scalar left, Scalar right) implements Scalar {
        @Override
        public SqlType type() {
            return SqlType.BOOL;
        }
    }

    /** Searched CASE: one condition for each result. */
    record Choice(List<Scalar> conditions, List<Scalar> results, Scalar otherwise)
            implements Scalar {
        @Override
        public SqlType type() {
            return otherwise.type();
        }
    }

    record Coalesce(List<Scalar> items) implements Scalar {
        @Override
        public SqlType type() {
            return items.get(0).type();
        }
    }

    /** All of one kind. */
    record InList(Scalar operand, List<Scalar> items) implements Scalar {
        @Override
        public SqlType type() {
            return SqlType.BOOL;
        }
    }

    /** The time of the statement or transaction. */
    record Now(SqlType type) implements Scalar {}

    /** {@code unique_rowid()}: another number each time. */
    enum RowId implements Scalar {
        ROW_ID;

        @Override
        public SqlType type() {
            return SqlType.INT8;
        }
    }

    /** Result {@code index} of the aggregation below; replaced by a column before planning. */
    record AggregateResult(int index, SqlType type) implements Scalar {}
}
