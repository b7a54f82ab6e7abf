package io.biplane.sql.bind;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Query;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.BoundStatement.Output;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Binds one SELECT: FROM, WHERE, GROUP BY, HAVING, select list, DISTINCT, ORDER BY, LIMIT, in this
 * order of relations. Columns that only ORDER BY needs are computed behind the selected ones and
 * cut off in the end.
 */
final class QueryBinder {
    private final FromBinder from;
    private final Parameters parameters;
    private final AggregateCollector aggregates = new AggregateCollector();
    private final List<Scalar> columns = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    QueryBinder(FromBinder from, Parameters parameters) {
        this.from = from;
        this.parameters = parameters;
    }

    BoundStatement.Select bind(Statement.Select select) {
        FromBinder.Bound source = from.bind(select.from());
        ExprBinder exprs = new ExprBinder(source.scope(), parameters, aggregates);
        aggregates.forbidIn("WHERE");
        Rel rel = source.rel();
        if (select.where().isPresent()) {
            rel = new Rel.Filter(rel, exprs.condition(select.where().get(), "WHERE"));
        }
        aggregates.forbidIn("GROUP BY");
        List<Scalar> keys = groupKeys(select, exprs);
        aggregates.allow();
        bindItems(select.projection().items(), source.scope(), exprs);
        int width = columns.size();
        List<Rel.SortKey> sort = new ArrayList<>();
        for (Query.Sort key : select.ordering().keys()) {
            sort.add(sortKey(key, select, exprs, width));
        }
        Optional<Scalar> having =
                select.grouping().having().map(expr -> exprs.condition(expr, "HAVING"));
        if (!keys.isEmpty() || !aggregates.aggregates().isEmpty() || having.isPresent()) {
            Grouping grouping = new Grouping(keys);
            columns.replaceAll(grouping::rewrite);
            having = having.map(grouping::rewrite);
            rel = new Rel.Group(rel, keys, List.copyOf(aggregates.aggregates()));
        }
        if (having.isPresent()) {
            rel = new Rel.Filter(rel, having.get());
        }
        return finish(rel, select, sort, width);
    }

    private BoundStatement.Select finish(
            Rel grouped, Statement.Select select, List<Rel.SortKey> sort, int width) {
        Rel rel = new Rel.Project(grouped, List.copyOf(columns));
        if (select.projection().isDistinct()) {
            rel = new Rel.Distinct(rel);
        }
        if (!sort.isEmpty()) {
            rel = new Rel.Sort(rel, sort);
        }
        Optional<Scalar> limit = count(select.ordering().limit(), "LIMIT");
        Optional<Scalar> offset = count(select.ordering().offset(), "OFFSET");
        if (limit.isPresent() || offset.isPresent()) {
            rel = new Rel.Limit(rel, limit, offset);
        }
        if (columns.size() > width) {
            List<Scalar> kept = new ArrayList<>(width);
            for (int i = 0; i < width; i++) {
                kept.add(new Scalar.Column(
                        i, columns.get(i).type(), outputs.get(i).name()));
            }
            rel = new Rel.Project(rel, kept);
        }
        return new BoundStatement.Select(rel, List.copyOf(outputs));
    }

    private void bindItems(List<Query.Item> items, Scope scope, ExprBinder exprs) {
        for (Query.Item item : items) {
            if (item instanceof Query.Star star) {
                for (Scalar.Column column : scope.expand(star)) {
                    add(column, column.name());
                }
            } else {
                Query.Value value = (Query.Value) item;
                Scalar scalar = settled(exprs, value.expr());
                add(scalar, value.alias().orElseGet(() -> ExprBinder.outputName(value.expr())));
            }
        }
    }

    /** Output that has no type yet is text. */
    private static Scalar settled(ExprBinder exprs, Expr expr) {
        Scalar scalar = exprs.bind(expr);
        return scalar.type().kind() == Kind.UNKNOWN
                ? exprs.coercion()
                        .implicit(scalar, SqlType.STRING, expr.position())
                        .orElse(scalar)
                : scalar;
    }

    private void add(Scalar scalar, String name) {
        columns.add(scalar);
        outputs.add(new Output(name, scalar.type()));
    }

    /** A key may be an expression, a number of an output column, or an output column's name. */
    private static List<Scalar> groupKeys(Statement.Select select, ExprBinder exprs) {
        List<Scalar> keys = new ArrayList<>();
        for (Expr key : select.grouping().keys()) {
            Expr meant = key;
            if (key instanceof Expr.IntegerLiteral literal) {
                meant = item(select, literal, "GROUP BY");
            }
            keys.add(settled(exprs, meant));
        }
        return keys;
    }

    private static Expr item(Statement.Select select, Expr.IntegerLiteral literal, String clause) {
        List<Query.Item> items = select.projection().items();
        String digits = literal.digits();
        int number = digits.length() > 6 ? 0 : Integer.parseInt(digits);
        if (number < 1
                || number > items.size()
                || !(items.get(number - 1) instanceof Query.Value value)) {
            throw noSuchPosition(literal, clause);
        }
        return value.expr();
    }

    private static SqlException noSuchPosition(Expr.IntegerLiteral literal, String clause) {
        return new SqlException(
                SqlState.INVALID_COLUMN_REFERENCE,
                clause + " position " + literal.digits() + " is not in select list",
                literal.position());
    }

    private Rel.SortKey sortKey(
            Query.Sort sort, Statement.Select select, ExprBinder exprs, int width) {
        int index = sortColumn(sort.expr(), exprs, width);
        if (select.projection().isDistinct() && index >= width) {
            throw new SqlException(
                    SqlState.INVALID_COLUMN_REFERENCE,
                    "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
                    sort.expr().position());
        }
        boolean isNullsFirst = sort.isNullsFirst().orElse(!sort.isDescending());
        return new Rel.SortKey(index, sort.isDescending(), isNullsFirst);
    }

    private int sortColumn(Expr expr, ExprBinder exprs, int width) {
        if (expr instanceof Expr.IntegerLiteral literal) {
            String digits = literal.digits();
            int number = digits.length() > 6 ? 0 : Integer.parseInt(digits);
            if (number < 1 || number > width) {
                throw noSuchPosition(literal, "ORDER BY");
            }
            return number - 1;
        }
        if (expr instanceof Expr.ColumnName name && name.table().isEmpty()) {
            int index = outputIndex(name);
            if (index >= 0) {
                return index;
            }
        }
        Scalar scalar = settled(exprs, expr);
        int index = columns.indexOf(scalar);
        if (index >= 0) {
            return index;
        }
        columns.add(scalar);
        return columns.size() - 1;
    }

    /** The output called {@code name}, -1 if none; 42702 if two differ. */
    private int outputIndex(Expr.ColumnName name) {
        int found = -1;
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).name().equals(name.column())) {
                if (found >= 0 && !columns.get(found).equals(columns.get(i))) {
                    throw new SqlException(
                            SqlState.AMBIGUOUS_COLUMN,
                            "ORDER BY \"" + name.column() + "\" is ambiguous",
                            name.position());
                }
                found = found < 0 ? i : found;
            }
        }
        return found;
    }

    private Optional<Scalar> count(Optional<Expr> expr, String clause) {
        if (expr.isEmpty()) {
            return Optional.empty();
        }
        ExprBinder exprs = new ExprBinder(Scope.EMPTY, parameters, AggregateCollector.none(clause));
        Scalar bound = exprs.bind(expr.get());
        int position = expr.get().position();
        return Optional.of(exprs.coercion()
                .implicit(bound, SqlType.INT8, position)
                .orElseThrow(() -> new SqlException(
                        SqlState.DATATYPE_MISMATCH,
                        "argument of " + clause + " must be type int, not type "
                                + bound.type().kind().sqlName(),
                        position)));
    }

    /** Expressions over a group's output: its keys, then its aggregates. */
    private record Grouping(List<Scalar> keys) {
        Scalar rewrite(Scalar scalar) {
            int key = keys.indexOf(scalar);
            if (key >= 0) {
                return new Scalar.Column(key, scalar.type(), Scalars.text(scalar));
            }
            if (scalar instanceof Scalar.AggregateResult aggregate) {
                return new Scalar.Column(
                        keys.size() + aggregate.index(),
                        aggregate.type(),
                        "agg" + (aggregate.index() + 1));
            }
            if (scalar instanceof Scalar.Column column) {
                throw new SqlException(
                        SqlState.GROUPING_ERROR,
                        "column \"" + column.name()
                                + "\" must appear in the GROUP BY clause or be used in an"
                                + " aggregate function");
            }
            return Scalars.mapChildren(scalar, this::rewrite);
        }
    }
}
