package io.biplane.testbed.runner;

import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.session.StatementResult;

import java.util.List;
import java.util.Optional;

/** A statement's result, once it is there. */
final class Answer {
    private Optional<StatementResult> result = Optional.empty();

    void set(StatementResult value) {
        result = Optional.of(value);
    }

    boolean isSet() {
        return result.isPresent();
    }

    StatementResult result() {
        return result.orElseThrow();
    }

    /** What a statement counts as that nobody answered. */
    static StatementResult none(String sql) {
        SqlError error = SqlError.of(SqlState.CONNECTION_EXCEPTION, "no node answered: " + sql);
        return new StatementResult(
                List.of(), List.of(), "", Optional.of(error), new WorkCounters());
    }
}
