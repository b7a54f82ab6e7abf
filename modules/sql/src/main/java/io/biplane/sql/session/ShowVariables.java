package io.biplane.sql.session;

import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers {@code SHOW variable} and {@code SHOW ALL}. */
final class ShowVariables {
    private ShowVariables() {}

    static StatementResult show(
            Statement.ShowVariable show, SessionVariables variables, WorkCounters work) {
        if (show.variable().isEmpty()) {
            List<Row> rows = new ArrayList<>();
            variables.all().forEach((name, value) -> rows.add(Row.of(name, value)));
            return result(List.of("variable", "value"), rows, work);
        }
        Name name = show.variable().get();
        String value = variables.value(name);
        return result(List.of(name.text().toLowerCase(Locale.ROOT)), List.of(Row.of(value)), work);
    }

    private static StatementResult result(List<String> names, List<Row> rows, WorkCounters work) {
        List<ResultColumn> columns = new ArrayList<>();
        names.forEach(name -> columns.add(new ResultColumn(name, SqlType.STRING)));
        work.addRowsReturned(rows.size());
        return new StatementResult(columns, rows, "SHOW", Optional.empty(), work);
    }
}
