package io.biplane.sql.session;

import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.TypeNames;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.parse.ParsedStatement;
import io.biplane.sql.parse.SqlParser;
import io.biplane.sql.parse.Unparser;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The prepared statements of one session, by name; the empty name is the unnamed statement. */
final class PreparedStatements {
    /**
     * Plans are in the tenant server's cache; here is only what finds them.
     *
     * @param declared types of the first placeholders, as the client declared them
     */
    record Prepared(
            String sql,
            ParsedStatement parsed,
            List<SqlType> declared,
            StatementDescription description) {
        /** A statement sent without preparation. */
        static Prepared direct(String sql, ParsedStatement parsed) {
            return new Prepared(sql, parsed, List.of(), StatementDescription.EMPTY);
        }

        Prepared with(StatementDescription newDescription) {
            return new Prepared(sql, parsed, declared, newDescription);
        }
    }

    private final LinkedHashMap<String, Prepared> byName = new LinkedHashMap<>();

    /** Refuses a name that is taken; the unnamed statement may be replaced. */
    void checkFree(Name name) {
        if (!name.text().isEmpty() && byName.containsKey(name.text())) {
            throw new SqlException(
                    SqlState.DUPLICATE_PREPARED_STATEMENT,
                    "prepared statement \"" + name.text() + "\" already exists",
                    name.position());
        }
    }

    void add(String name, Prepared prepared) {
        byName.put(name, prepared);
    }

    Prepared find(String name, int position) {
        Prepared prepared = byName.get(name);
        if (prepared == null) {
            throw unknown(name, position);
        }
        return prepared;
    }

    Optional<StatementDescription> description(String name) {
        return Optional.ofNullable(byName.get(name)).map(Prepared::description);
    }

    void remove(String name) {
        byName.remove(name);
    }

    /** Runs DEALLOCATE; the command tag. */
    String deallocate(Statement.Deallocate statement) {
        if (statement.name().isEmpty()) {
            byName.clear();
            return "DEALLOCATE ALL";
        }
        Name name = statement.name().get();
        if (byName.remove(name.text()) == null) {
            throw unknown(name.text(), name.position());
        }
        return "DEALLOCATE";
    }

    /** The statement within PREPARE, as if it had been sent alone in canonical text. */
    static Prepared inner(Statement.Prepare prepare) {
        List<SqlType> types = new ArrayList<>(prepare.types().size());
        prepare.types().forEach(type -> types.add(TypeNames.resolve(type)));
        String sql = Unparser.unparse(prepare.statement());
        return new Prepared(sql, SqlParser.parse(sql), types, StatementDescription.EMPTY);
    }

    private static SqlException unknown(String name, int position) {
        return new SqlException(
                SqlState.INVALID_STATEMENT_NAME,
                "prepared statement \"" + name + "\" does not exist",
                position);
    }
}
