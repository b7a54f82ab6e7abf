package io.biplane.sql.parse;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Query;
import io.biplane.sql.ast.Query.Item;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Query.Source;
import io.biplane.sql.ast.Query.TableName;
import io.biplane.sql.ast.Statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Syntax trees to canonical text: keywords in upper case, one space, parentheses round operators.
 */
public final class Unparser {
    private static final ControlStatement.Quoting QUOTING = new ControlStatement.Quoting() {
        @Override
        public String name(String name) {
            return Unparser.name(name);
        }

        @Override
        public String dotted(String name) {
            return Unparser.dotted(name);
        }

        @Override
        public String literal(String value) {
            return ExprUnparser.quoted(value);
        }
    };

    private Unparser() {}

    /** Text that parses to {@code statement} again, positions aside. */
    public static String unparse(Statement statement) {
        if (statement instanceof Statement.Select select) {
            return select(select);
        }
        if (statement instanceof Statement.Insert insert) {
            return insert(insert);
        }
        if (statement instanceof Statement.Update update) {
            return "UPDATE " + table(update.table()) + alias(update.alias()) + " SET "
                    + list(update.assignments(), Unparser::assignment)
                    + clause(" WHERE ", update.where())
                    + returning(update.returning());
        }
        if (statement instanceof Statement.Delete delete) {
            return "DELETE FROM " + table(delete.table()) + alias(delete.alias())
                    + clause(" WHERE ", delete.where())
                    + returning(delete.returning());
        }
        if (statement instanceof Statement.Schema schema) {
            return schema(schema);
        }
        if (statement instanceof Statement.Session session) {
            return session(session);
        }
        return ((ControlStatement) statement).text(QUOTING);
    }

    /** Text of an expression; see {@link ExprUnparser}. */
    public static String unparse(Expr expr) {
        return ExprUnparser.unparse(expr);
    }

    private static String select(Statement.Select select) {
        StringBuilder text = new StringBuilder("SELECT ");
        text.append(select.projection().isDistinct() ? "DISTINCT " : "");
        text.append(list(select.projection().items(), Unparser::item));
        select.from().ifPresent(from -> text.append(" FROM ").append(source(from)));
        text.append(clause(" WHERE ", select.where()));
        if (!select.grouping().keys().isEmpty()) {
            text.append(" GROUP BY ").append(list(select.grouping().keys(), ExprUnparser::unparse));
        }
        text.append(clause(" HAVING ", select.grouping().having()));
        if (!select.ordering().keys().isEmpty()) {
            text.append(" ORDER BY ").append(list(select.ordering().keys(), Unparser::sort));
        }
        text.append(clause(" LIMIT ", select.ordering().limit()));
        text.append(clause(" OFFSET ", select.ordering().offset()));
        return text.toString();
    }

    private static String item(Item item) {
        if (item instanceof Query.Star star) {
            return star.table().map(table -> name(table) + ".*").orElse("*");
        }
        Query.Value value = (Query.Value) item;
        return ExprUnparser.unparse(value.expr())
                + value.alias().map(alias -> " AS " + name(alias)).orElse("");
    }

    private static String source(Source source) {
        if (source instanceof Query.Table table) {
            return table(table.name()) + alias(table.alias());
        }
        Query.Join join = (Query.Join) source;
        String right = source(join.right());
        if (join.right() instanceof Query.Join) {
            right = "(" + right + ")";
        }
        String kind = switch (join.kind()) {
            case CROSS -> " CROSS JOIN ";
            case INNER -> " JOIN ";
            case LEFT -> " LEFT JOIN ";
        };
        String condition = clause(" ON ", join.on());
        if (!join.using().isEmpty()) {
            condition = " USING " + names(join.using());
        }
        return source(join.left()) + kind + right + condition;
    }

    private static String sort(Query.Sort sort) {
        String nulls = sort.isNullsFirst()
                .map(isFirst -> isFirst ? " NULLS FIRST" : " NULLS LAST")
                .orElse("");
        return ExprUnparser.unparse(sort.expr()) + (sort.isDescending() ? " DESC" : "") + nulls;
    }

    private static String insert(Statement.Insert insert) {
        StringBuilder text = new StringBuilder();
        boolean isUpsert = insert.onConflict() == Statement.ConflictAction.OVERWRITE;
        text.append(isUpsert ? "UPSERT INTO " : "INSERT INTO ").append(table(insert.table()));
        if (!insert.columns().isEmpty()) {
            text.append(" ").append(names(insert.columns()));
        }
        if (insert.source() instanceof Statement.Values values) {
            text.append(" VALUES ")
                    .append(list(
                            values.rows(), row -> "(" + list(row, ExprUnparser::unparse) + ")"));
        } else if (insert.source() instanceof Statement.FromSelect from) {
            text.append(" ").append(select(from.select()));
        } else {
            text.append(" DEFAULT VALUES");
        }
        if (insert.onConflict() == Statement.ConflictAction.DO_NOTHING) {
            text.append(" ON CONFLICT DO NOTHING");
        }
        return text.append(returning(insert.returning())).toString();
    }

    private static String assignment(Statement.Assignment assignment) {
        return name(assignment.column().text()) + " = " + ExprUnparser.unparse(assignment.value());
    }

    private static String returning(List<Item> items) {
        return items.isEmpty() ? "" : " RETURNING " + list(items, Unparser::item);
    }

    private static String schema(Statement.Schema schema) {
        if (schema instanceof Statement.CreateTable create) {
            List<String> elements = new ArrayList<>();
            create.columns().forEach(column -> elements.add(column(column)));
            if (!create.primaryKey().isEmpty()) {
                elements.add("PRIMARY KEY " + names(create.primaryKey()));
            }
            return "CREATE TABLE " + (create.isIfNotExists() ? "IF NOT EXISTS " : "")
                    + table(create.name()) + " (" + String.join(", ", elements) + ")";
        }
        if (schema instanceof Statement.DropTable drop) {
            return "DROP TABLE " + (drop.isIfExists() ? "IF EXISTS " : "")
                    + list(drop.names(), Unparser::table);
        }
        if (schema instanceof Statement.ShowCreateTable show) {
            return "SHOW CREATE TABLE " + table(show.name());
        }
        if (schema instanceof Statement.ShowColumns show) {
            return "SHOW COLUMNS FROM " + table(show.name());
        }
        return "SHOW TABLES";
    }

    private static String column(Statement.ColumnDefinition column) {
        return name(column.name().text()) + " " + ExprUnparser.type(column.type())
                + (column.isNotNull() ? " NOT NULL" : "")
                + clause(" DEFAULT ", column.defaultValue());
    }

    private static String session(Statement.Session session) {
        if (session instanceof Statement.Begin begin) {
            return begin.isReadOnly() ? "BEGIN READ ONLY" : "BEGIN";
        }
        if (session instanceof Statement.Commit) {
            return "COMMIT";
        }
        if (session instanceof Statement.Rollback) {
            return "ROLLBACK";
        }
        if (session instanceof Statement.SetVariable set) {
            String variable = dotted(set.variable().text());
            return set.value()
                    .map(value -> "SET " + variable + " = " + ExprUnparser.quoted(value))
                    .orElse("RESET " + variable);
        }
        if (session instanceof Statement.ShowVariable show) {
            return "SHOW " + show.variable().map(name -> dotted(name.text())).orElse("ALL");
        }
        if (session instanceof Statement.Prepare prepare) {
            String types = prepare.types().isEmpty()
                    ? ""
                    : " (" + list(prepare.types(), ExprUnparser::type) + ")";
            return "PREPARE " + name(prepare.name().text()) + types + " AS "
                    + unparse(prepare.statement());
        }
        if (session instanceof Statement.Execute execute) {
            String arguments = execute.arguments().isEmpty()
                    ? ""
                    : " (" + list(execute.arguments(), ExprUnparser::unparse) + ")";
            return "EXECUTE " + name(execute.name().text()) + arguments;
        }
        if (session instanceof Statement.Deallocate deallocate) {
            return "DEALLOCATE "
                    + deallocate.name().map(name -> name(name.text())).orElse("ALL");
        }
        if (session instanceof Statement.Explain explain) {
            return "EXPLAIN " + unparse(explain.statement());
        }
        throw new InvariantViolation("no case for " + session);
    }

    static String dotted(String path) {
        List<String> parts = List.of(path.split("\\."));
        return parts.stream().map(Unparser::name).reduce((a, b) -> a + "." + b).orElse("");
    }

    private static String table(TableName table) {
        return table.parts().stream()
                .map(Unparser::name)
                .reduce((a, b) -> a + "." + b)
                .orElse("");
    }

    private static String names(List<Name> names) {
        return "(" + list(names, name -> name(name.text())) + ")";
    }

    private static String alias(Optional<String> alias) {
        return alias.map(name -> " AS " + name(name)).orElse("");
    }

    private static String clause(String keyword, Optional<Expr> expr) {
        return expr.map(value -> keyword + ExprUnparser.unparse(value)).orElse("");
    }

    static <T> String list(List<T> items, Function<T, String> text) {
        StringBuilder joined = new StringBuilder();
        for (T item : items) {
            joined.append(joined.isEmpty() ? "" : ", ").append(text.apply(item));
        }
        return joined.toString();
    }

    /**
     * A name as it has to be written: quoted unless it is a plain lower-case word and no keyword.
     */
    public static String name(String name) {
        return ExprUnparser.isPlainName(name) ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
