package io.biplane.sql.bind;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Query;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.BoundStatement.Output;
import io.biplane.sql.bind.BoundStatement.Returning;
import io.biplane.sql.catalog.ColumnDescriptor;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.parse.SqlParser;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds INSERT, UPSERT, UPDATE and DELETE. */
final class ChangeBinder {
    private final FromBinder from;
    private final Parameters parameters;

    ChangeBinder(FromBinder from, Parameters parameters) {
        this.from = from;
        this.parameters = parameters;
    }

    BoundStatement insert(Statement.Insert insert) {
        FromBinder.Bound target = from.table(insert.table(), Optional.empty());
        TableDescriptor table = ((Rel.Table) target.rel()).table();
        List<Integer> given = givenOrdinals(insert, table);
        Rel source;
        if (insert.source() instanceof Statement.Values values) {
            source = values(values, table, given, insert.columns().isEmpty());
        } else if (insert.source() instanceof Statement.FromSelect select) {
            source = fromSelect(select.select(), table, given, insert);
        } else {
            given = List.of();
            source = new Rel.Values(List.of(row(table, given, List.of())));
        }
        return new BoundStatement.Insert(
                table, source, insert.onConflict(), given, returning(insert.returning(), target));
    }

    private static List<Integer> givenOrdinals(Statement.Insert insert, TableDescriptor table) {
        if (insert.columns().isEmpty()) {
            return table.visibleOrdinals();
        }
        List<Integer> ordinals = new ArrayList<>();
        for (Name column : insert.columns()) {
            int ordinal = ordinal(table, column);
            if (ordinals.contains(ordinal)) {
                throw assignedTwice(column);
            }
            ordinals.add(ordinal);
        }
        return ordinals;
    }

    private static int ordinal(TableDescriptor table, Name column) {
        return table.ordinal(column.text())
                .orElseThrow(() -> new SqlException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + column.text() + "\" of relation \"" + table.name()
                                + "\" does not exist",
                        column.position()));
    }

    private static SqlException assignedTwice(Name column) {
        return new SqlException(
                SqlState.DUPLICATE_COLUMN,
                "multiple assignments to the same column \"" + column.text() + "\"",
                column.position());
    }

    private Rel values(
            Statement.Values values,
            TableDescriptor table,
            List<Integer> given,
            boolean isListImplicit) {
        ExprBinder exprs =
                new ExprBinder(Scope.EMPTY, parameters, AggregateCollector.none("VALUES"));
        int width = values.rows().get(0).size();
        List<List<Scalar>> rows = new ArrayList<>(values.rows().size());
        for (List<Expr> row : values.rows()) {
            checkWidth(row, width, given, isListImplicit);
            List<Scalar> bound = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) {
                bound.add(value(exprs, row.get(i), table.column(given.get(i))));
            }
            rows.add(row(table, given.subList(0, row.size()), bound));
        }
        return new Rel.Values(rows);
    }

    /** Rows must be alike; with an implicit column list trailing columns may be missing. */
    private static void checkWidth(
            List<Expr> row, int width, List<Integer> given, boolean isListImplicit) {
        int position = row.get(0).position();
        if (row.size() != width) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    "VALUES lists must all be the same length, expected " + width
                            + " columns, found " + row.size(),
                    position);
        }
        if (row.size() > given.size() || !isListImplicit && row.size() < given.size()) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    "INSERT has " + (row.size() > given.size() ? "more" : "fewer")
                            + " expressions than target columns, " + row.size()
                            + " expressions for " + given.size() + " targets",
                    position);
        }
    }

    private Scalar value(ExprBinder exprs, Expr expr, ColumnDescriptor column) {
        if (expr instanceof Expr.Default) {
            return defaultValue(column);
        }
        return exprs.coercion().assign(exprs.bind(expr), column, expr.position());
    }

    /** A whole row: the given values, and defaults for the other columns. */
    private List<Scalar> row(TableDescriptor table, List<Integer> given, List<Scalar> values) {
        List<Scalar> row = new ArrayList<>(table.columns().size());
        for (int i = 0; i < table.columns().size(); i++) {
            int index = given.indexOf(i);
            row.add(index >= 0 ? values.get(index) : defaultValue(table.column(i)));
        }
        return row;
    }

    private Scalar defaultValue(ColumnDescriptor column) {
        if (column.defaultSql().isEmpty()) {
            return new Scalar.Constant(Null.NULL, column.type().base());
        }
        Statement.Select select = (Statement.Select)
                SqlParser.parse("SELECT " + column.defaultSql().get()).statement();
        Expr expr = ((Query.Value) select.projection().items().get(0)).expr();
        return bindDefault(expr, column);
    }

    /** A DEFAULT expression: no columns, no placeholders, assignable to {@code column}. */
    static Scalar bindDefault(Expr expr, ColumnDescriptor column) {
        Parameters none = new Parameters(0, List.of());
        ExprBinder exprs =
                new ExprBinder(Scope.EMPTY, none, AggregateCollector.none("DEFAULT expressions"));
        return exprs.coercion().assign(exprs.bind(expr), column, expr.position());
    }

    private Rel fromSelect(
            Statement.Select select,
            TableDescriptor table,
            List<Integer> given,
            Statement.Insert insert) {
        BoundStatement.Select bound = new QueryBinder(from, parameters).bind(select);
        int width = bound.outputs().size();
        boolean isListImplicit = insert.columns().isEmpty();
        if (width > given.size() || !isListImplicit && width < given.size()) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    "INSERT has " + (width > given.size() ? "more" : "fewer")
                            + " expressions than target columns, " + width + " expressions for "
                            + given.size() + " targets",
                    insert.table().position());
        }
        Coercion coercion = new Coercion(parameters);
        List<Scalar> values = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            Output output = bound.outputs().get(i);
            Scalar column = new Scalar.Column(i, output.type(), output.name());
            values.add(coercion.assign(
                    column, table.column(given.get(i)), insert.table().position()));
        }
        return new Rel.Project(bound.rel(), row(table, given.subList(0, width), values));
    }

    BoundStatement update(Statement.Update update) {
        FromBinder.Bound target = from.table(update.table(), update.alias());
        TableDescriptor table = ((Rel.Table) target.rel()).table();
        ExprBinder exprs =
                new ExprBinder(target.scope(), parameters, AggregateCollector.none("UPDATE"));
        List<BoundStatement.Set> sets = new ArrayList<>();
        for (Statement.Assignment assignment : update.assignments()) {
            int ordinal = ordinal(table, assignment.column());
            if (sets.stream().anyMatch(set -> set.ordinal() == ordinal)) {
                throw assignedTwice(assignment.column());
            }
            Scalar value = value(exprs, assignment.value(), table.column(ordinal));
            sets.add(new BoundStatement.Set(ordinal, value));
        }
        return new BoundStatement.Update(
                table,
                filtered(target, update.where()),
                sets,
                returning(update.returning(), target));
    }

    BoundStatement delete(Statement.Delete delete) {
        FromBinder.Bound target = from.table(delete.table(), delete.alias());
        return new BoundStatement.Delete(
                ((Rel.Table) target.rel()).table(),
                filtered(target, delete.where()),
                returning(delete.returning(), target));
    }

    private Rel filtered(FromBinder.Bound target, Optional<Expr> where) {
        if (where.isEmpty()) {
            return target.rel();
        }
        ExprBinder exprs =
                new ExprBinder(target.scope(), parameters, AggregateCollector.none("WHERE"));
        return new Rel.Filter(target.rel(), exprs.condition(where.get(), "WHERE"));
    }

    private Returning returning(List<Query.Item> items, FromBinder.Bound target) {
        ExprBinder exprs =
                new ExprBinder(target.scope(), parameters, AggregateCollector.none("RETURNING"));
        List<Scalar> columns = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        for (Query.Item item : items) {
            if (item instanceof Query.Star star) {
                for (Scalar.Column column : target.scope().expand(star)) {
                    columns.add(column);
                    outputs.add(new Output(column.name(), column.type()));
                }
            } else {
                Query.Value value = (Query.Value) item;
                Scalar scalar = exprs.bind(value.expr());
                if (scalar.type().kind() == Kind.UNKNOWN) {
                    scalar = exprs.coercion()
                            .implicit(
                                    scalar,
                                    io.biplane.sql.types.SqlType.STRING,
                                    value.expr().position())
                            .orElse(scalar);
                }
                columns.add(scalar);
                String name = value.alias().orElseGet(() -> ExprBinder.outputName(value.expr()));
                outputs.add(new Output(name, scalar.type()));
            }
        }
        return new Returning(columns, outputs);
    }
}
