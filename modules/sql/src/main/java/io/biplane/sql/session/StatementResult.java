package io.biplane.sql.session;

import io.biplane.sql.error.SqlError;
import io.biplane.sql.exec.WorkCounters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a statement ended.
 *
 * @param columns empty for statements that return no rows
 * @param rows in the order asked for
 * @param commandTag exactly as PostgreSQL's: {@code SELECT 3}, {@code INSERT 0 1}; empty on failure
 * @param error present on failure, then there are no rows
 * @param work what it cost, also on failure
 */
public record StatementResult(
        List<ResultColumn> columns,
        List<Row> rows,
        String commandTag,
        Optional<SqlError> error,
        WorkCounters work) {
    static StatementResult failed(SqlError error, WorkCounters work) {
        return new StatementResult(List.of(), List.of(), "", Optional.of(error), work);
    }

    static StatementResult done(String commandTag, WorkCounters work) {
        return new StatementResult(List.of(), List.of(), commandTag, Optional.empty(), work);
    }

    static StatementResult rows(
            List<ResultColumn> columns,
            List<Object[]> values,
            String commandTag,
            WorkCounters work) {
        List<Row> rows = new ArrayList<>(values.size());
        for (Object[] row : values) {
            rows.add(Row.of(row));
        }
        work.addRowsReturned(rows.size());
        return new StatementResult(columns, rows, commandTag, Optional.empty(), work);
    }

    public boolean isSuccess() {
        return error.isEmpty();
    }
}
