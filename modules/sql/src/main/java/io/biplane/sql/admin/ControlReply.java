package io.biplane.sql.admin;

import io.biplane.sql.error.SqlError;
import io.biplane.sql.types.SqlType;

import java.util.List;

/** The control plane's answers. */
public sealed interface ControlReply {
    /** Done; the statement knows its tag. */
    enum Done implements ControlReply {
        DONE
    }

    /** Name and type of a column of {@link Rows}. */
    record Column(String name, SqlType type) {}

    /**
     * Rows, in the order they are shown.
     *
     * @param rows a value a column, {@code Null.NULL} for NULL
     */
    record Rows(List<Column> columns, List<Object[]> rows) implements ControlReply {
        public Rows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** Not done, for a reason the user should see. */
    record Refused(SqlError error) implements ControlReply {}
}
