package io.biplane.sql.bind;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.catalog.ColumnDescriptor;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;

/** Binds statements against a catalog snapshot. */
public final class Binder {
    /**
     * What binding found.
     *
     * @param tables the tables the statement refers to
     * @param parameterTypes of {@code $1} …
     */
    public record Result(
            BoundStatement statement, List<TableDescriptor> tables, List<SqlType> parameterTypes) {}

    private Binder() {}

    /**
     * @param parameterCount highest placeholder in the text
     * @param declared types the client declared for the first placeholders, UNKNOWN where it did
     *     not
     */
    public static Result bind(
            Statement.Plannable statement,
            CatalogSnapshot catalog,
            int parameterCount,
            List<SqlType> declared) {
        Parameters parameters = new Parameters(parameterCount, declared);
        List<TableDescriptor> tables = new ArrayList<>();
        FromBinder from = new FromBinder(catalog, parameters, tables);
        BoundStatement bound = bind(statement, from, parameters);
        return new Result(bound, List.copyOf(tables), parameters.settled());
    }

    private static BoundStatement bind(
            Statement.Plannable statement, FromBinder from, Parameters parameters) {
        if (statement instanceof Statement.Select select) {
            return new QueryBinder(from, parameters).bind(select);
        }
        ChangeBinder changes = new ChangeBinder(from, parameters);
        if (statement instanceof Statement.Insert insert) {
            return changes.insert(insert);
        }
        if (statement instanceof Statement.Update update) {
            return changes.update(update);
        }
        if (statement instanceof Statement.Delete delete) {
            return changes.delete(delete);
        }
        throw new InvariantViolation("no case for " + statement);
    }

    /** Checks a column's DEFAULT expression: 42703, 42804 and the like if it does not fit. */
    public static void checkDefault(Expr expr, ColumnDescriptor column) {
        ChangeBinder.bindDefault(expr, column);
    }

    /** An expression without columns and placeholders as a value of {@code type}; for EXECUTE. */
    public static Scalar constant(Expr expr, SqlType type) {
        Parameters none = new Parameters(0, List.of());
        ExprBinder exprs =
                new ExprBinder(Scope.EMPTY, none, AggregateCollector.none("EXECUTE parameters"));
        Scalar bound = exprs.bind(expr);
        return exprs.coercion()
                .implicit(bound, type, expr.position())
                .orElseThrow(() -> new SqlException(
                        SqlState.DATATYPE_MISMATCH,
                        "expected parameter of type " + type.kind().sqlName() + ", found type "
                                + bound.type().kind().sqlName(),
                        expr.position()));
    }
}
