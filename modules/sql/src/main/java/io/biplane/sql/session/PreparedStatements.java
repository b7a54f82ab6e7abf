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
    /** Plans are in the tenant server's cache; here is only what finds them. */
    record Prepared(String sql, ParsedStatement parsed, StatementDescription description) {}

    private final LinkedHashMap<String, Prepared> byName = new LinkedHashMap<>();

    /** Adds or, for the unnamed statement only, replaces. */
    void add(
            String name,
            String sql,
            ParsedStatement parsed,
            StatementDescription description,
            int position) {
        if (!name.isEmpty() && byName.containsKey(name)) {
            throw new SqlException(
                    SqlState.DUPLICATE_PREPARED_STATEMENT,
                    "prepared statement \"" + name + "\" already exists",
                    position);
        }
        byName.put(name, new Prepared(sql, parsed, description));
    }

    void addNew(Name name, String sql, ParsedStatement parsed, StatementDescription description) {
        add(name.text(), sql, parsed, description, name.position());
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
    static ParsedStatement inner(Statement.Prepare prepare) {
        return SqlParser.parse(Unparser.unparse(prepare.statement()));
    }

    static List<SqlType> types(Statement.Prepare prepare) {
        List<SqlType> types = new ArrayList<>(prepare.types().size());
        prepare.types().forEach(type -> types.add(TypeNames.resolve(type)));
        return types;
    }

    private static SqlException unknown(String name, int position) {
        return new SqlException(
                SqlState.INVALID_STATEMENT_NAME,
                "prepared statement \"" + name + "\" does not exist",
                position);
    }
}
