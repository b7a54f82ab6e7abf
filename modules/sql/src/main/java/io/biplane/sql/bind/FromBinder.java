package io.biplane.sql.bind;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Expr.BinaryOperator;
import io.biplane.sql.ast.Query;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.scalar.Scalars;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds FROM. Remembers the tables it found and how deep it is. */
final class FromBinder {
    /** Most tables in one FROM. Our choice: joins are in memory. */
    private static final int TABLES_MAX = 64;

    /** A relation and the names of its columns. */
    record Bound(Rel rel, Scope scope) {}

    private final CatalogSnapshot catalog;
    private final Parameters parameters;
    private final List<TableDescriptor> tables;

    FromBinder(CatalogSnapshot catalog, Parameters parameters, List<TableDescriptor> tables) {
        this.catalog = catalog;
        this.parameters = parameters;
        this.tables = tables;
    }

    Bound bind(Optional<Query.Source> source) {
        return source.isPresent()
                ? bind(source.get())
                : new Bound(new Rel.Values(List.of(List.of())), Scope.EMPTY);
    }

    private Bound bind(Query.Source source) {
        if (source instanceof Query.Join join) {
            return join(join);
        }
        Query.Table table = (Query.Table) source;
        if (tables.size() >= TABLES_MAX) {
            throw new SqlException(
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "more than " + TABLES_MAX + " tables in one statement",
                    table.name().position());
        }
        return table(table.name(), table.alias());
    }

    /** One table under its alias; 42P01 if there is none of that name. */
    Bound table(Query.TableName name, Optional<String> alias) {
        TableDescriptor table = TableNames.resolve(catalog, name);
        tables.add(table);
        return new Bound(new Rel.Table(table), Scope.of(table, alias.orElse(name.table())));
    }

    private Bound join(Query.Join join) {
        Bound left = bind(join.left());
        Bound right = bind(join.right());
        Scope scope = left.scope().join(right.scope());
        int leftWidth = left.scope().width();
        Optional<Scalar> on = Optional.empty();
        if (join.on().isPresent()) {
            ExprBinder exprs =
                    new ExprBinder(scope, parameters, AggregateCollector.none("JOIN conditions"));
            on = Optional.of(exprs.condition(join.on().get(), "JOIN/ON"));
        } else if (!join.using().isEmpty()) {
            List<Scalar> equalities = new ArrayList<>();
            List<Integer> hidden = new ArrayList<>();
            for (Query.Name name : join.using()) {
                equalities.add(using(name, left.scope(), right.scope(), hidden));
            }
            on = Optional.of(Scalars.conjunction(equalities));
            scope = scope.hide(hidden);
        }
        return new Bound(new Rel.Join(join.kind(), left.rel(), right.rel(), leftWidth, on), scope);
    }

    /** {@code left.name = right.name}; the right one no longer shows in {@code *}. */
    private Scalar using(Query.Name name, Scope left, Scope right, List<Integer> hidden) {
        Expr.ColumnName column =
                new Expr.ColumnName(Optional.empty(), name.text(), name.position());
        Scalar leftColumn = left.resolve(column);
        Scalar rightColumn = Scalars.shift(right.resolve(column), left.width());
        hidden.add(((Scalar.Column) rightColumn).index());
        ExprBinder exprs =
                new ExprBinder(Scope.EMPTY, parameters, AggregateCollector.none("USING"));
        return exprs.operator(BinaryOperator.EQ, leftColumn, rightColumn, name.position());
    }
}
