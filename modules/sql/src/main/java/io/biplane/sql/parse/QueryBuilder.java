package io.biplane.sql.parse;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Query;
import io.biplane.sql.ast.Query.Item;
import io.biplane.sql.ast.Query.JoinKind;
import io.biplane.sql.ast.Query.Ordering;
import io.biplane.sql.ast.Query.Source;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.ast.Statement.ConflictAction;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parse trees of SELECT, INSERT, UPDATE and DELETE to {@link Statement}. */
final class QueryBuilder {
    private final ExprBuilder exprs;

    QueryBuilder(ExprBuilder exprs) {
        this.exprs = exprs;
    }

    Statement.Select select(BiplaneSqlParser.SelectContext context) {
        Optional<Source> from = Optional.empty();
        for (BiplaneSqlParser.TableRefContext table : context.tableRef()) {
            Source right = source(table);
            from = Optional.of(from.isEmpty() ? right : join(JoinKind.CROSS, from.get(), right));
        }
        List<Expr> keys = context.groupBy() == null
                ? List.of()
                : exprs.exprs(context.groupBy().expr());
        Optional<Expr> having = context.having() == null
                ? Optional.empty()
                : Optional.of(exprs.expr(context.having().expr()));
        return new Statement.Select(
                new Statement.Projection(context.DISTINCT() != null, items(context.selectItem())),
                from,
                where(context.where()),
                new Query.Grouping(keys, having),
                ordering(context.ordering()));
    }

    private List<Item> items(List<BiplaneSqlParser.SelectItemContext> contexts) {
        List<Item> items = new ArrayList<>(contexts.size());
        for (BiplaneSqlParser.SelectItemContext context : contexts) {
            items.add(item(context));
        }
        return items;
    }

    private Item item(BiplaneSqlParser.SelectItemContext context) {
        if (context instanceof BiplaneSqlParser.StarItemContext) {
            return new Query.Star(Optional.empty(), Names.position(context));
        }
        if (context instanceof BiplaneSqlParser.TableStarItemContext star) {
            return new Query.Star(Optional.of(Names.text(star.name())), Names.position(context));
        }
        BiplaneSqlParser.ExprItemContext value = (BiplaneSqlParser.ExprItemContext) context;
        Optional<String> alias = Optional.empty();
        if (value.anyName() != null) {
            alias = Optional.of(Names.text(value.anyName()));
        } else if (value.bareAlias() != null) {
            alias = Optional.of(Names.text(value.bareAlias()));
        }
        return new Query.Value(exprs.expr(value.expr()), alias);
    }

    private Source source(BiplaneSqlParser.TableRefContext context) {
        Source left = source(context.tablePrimary());
        for (BiplaneSqlParser.JoinPartContext part : context.joinPart()) {
            left = join(left, part);
        }
        return left;
    }

    private Source source(BiplaneSqlParser.TablePrimaryContext context) {
        ExprBuilder.rejectSubquery(context.select());
        if (context.tableRef() != null) {
            return source(context.tableRef());
        }
        return new Query.Table(
                Names.table(context.tableName()), alias(context.name(), context.bareAlias()));
    }

    private Source join(Source left, BiplaneSqlParser.JoinPartContext part) {
        Source right = source(part.tablePrimary());
        if (part.CROSS() != null) {
            return join(JoinKind.CROSS, left, right);
        }
        BiplaneSqlParser.JoinKindContext kind = part.joinKind();
        if (kind != null && kind.FULL() != null) {
            throw SqlError.unsupported("FULL JOIN", Names.position(kind)).toException();
        }
        if (kind != null && kind.RIGHT() != null) {
            throw SqlError.unsupported("RIGHT JOIN", Names.position(kind))
                    .hint("Exchange the tables and write LEFT JOIN.")
                    .toException();
        }
        JoinKind join = kind != null && kind.LEFT() != null ? JoinKind.LEFT : JoinKind.INNER;
        List<Query.Name> using = part.nameList() == null
                ? List.of()
                : Names.names(part.nameList().name());
        return new Query.Join(join, left, right, exprs.optional(part.expr()), using);
    }

    private static Source join(JoinKind kind, Source left, Source right) {
        return new Query.Join(kind, left, right, Optional.empty(), List.of());
    }

    private Optional<Expr> where(BiplaneSqlParser.WhereContext context) {
        return context == null ? Optional.empty() : Optional.of(exprs.expr(context.expr()));
    }

    private Ordering ordering(BiplaneSqlParser.OrderingContext context) {
        List<Query.Sort> keys = new ArrayList<>();
        for (BiplaneSqlParser.OrderItemContext item : context.orderItem()) {
            Optional<Boolean> isNullsFirst =
                    item.NULLS() == null ? Optional.empty() : Optional.of(item.FIRST() != null);
            keys.add(new Query.Sort(exprs.expr(item.expr()), item.DESC() != null, isNullsFirst));
        }
        Optional<Expr> limit = Optional.empty();
        Optional<Expr> offset = Optional.empty();
        for (BiplaneSqlParser.LimitPartContext part : context.limitPart()) {
            boolean isLimit = part.LIMIT() != null;
            if (isLimit ? limit.isPresent() : offset.isPresent()) {
                throw new SqlException(
                        SqlState.SYNTAX_ERROR,
                        "multiple " + (isLimit ? "LIMIT" : "OFFSET") + " clauses not allowed",
                        Names.position(part));
            }
            if (isLimit) {
                limit = exprs.optional(part.expr());
            } else {
                offset = exprs.optional(part.expr());
            }
        }
        return new Ordering(keys, limit, offset);
    }

    Statement.Insert insert(BiplaneSqlParser.InsertContext context) {
        ConflictAction onConflict =
                context.UPSERT() != null ? ConflictAction.OVERWRITE : ConflictAction.FAIL;
        if (context.CONFLICT() != null) {
            int position = context.CONFLICT().getSymbol().getStartIndex() + 1;
            if (context.DO() == null || context.NOTHING() == null) {
                throw SqlError.unsupported("ON CONFLICT DO UPDATE", position)
                        .hint("Use UPSERT to overwrite the row with the same primary key.")
                        .toException();
            }
            if (onConflict == ConflictAction.OVERWRITE) {
                throw new SqlException(
                        SqlState.SYNTAX_ERROR, "syntax error at or near \"on\"", position);
            }
            onConflict = ConflictAction.DO_NOTHING;
        }
        boolean hasColumns = !context.nameList().isEmpty()
                && (context.CONFLICT() == null
                        || context.nameList(0).getStart().getStartIndex()
                                < context.CONFLICT().getSymbol().getStartIndex());
        return new Statement.Insert(
                onConflict,
                Names.table(context.tableName()),
                hasColumns ? Names.names(context.nameList(0).name()) : List.of(),
                insertSource(context),
                returning(context.returning()));
    }

    private Statement.InsertSource insertSource(BiplaneSqlParser.InsertContext context) {
        if (context.select() != null) {
            return new Statement.FromSelect(select(context.select()));
        }
        if (context.DEFAULT() != null) {
            return Statement.DefaultValues.DEFAULT_VALUES;
        }
        List<List<Expr>> rows = new ArrayList<>(context.valueRow().size());
        for (BiplaneSqlParser.ValueRowContext row : context.valueRow()) {
            List<Expr> values = new ArrayList<>(row.valueItem().size());
            for (BiplaneSqlParser.ValueItemContext item : row.valueItem()) {
                values.add(value(item));
            }
            rows.add(values);
        }
        return new Statement.Values(rows);
    }

    private Expr value(BiplaneSqlParser.ValueItemContext item) {
        return item.expr() == null
                ? new Expr.Default(Names.position(item))
                : exprs.expr(item.expr());
    }

    private List<Item> returning(BiplaneSqlParser.ReturningContext context) {
        return context == null ? List.of() : items(context.selectItem());
    }

    Statement.Update update(BiplaneSqlParser.UpdateContext context) {
        List<Statement.Assignment> assignments = new ArrayList<>();
        for (BiplaneSqlParser.AssignmentContext assignment : context.assignment()) {
            assignments.add(new Statement.Assignment(
                    Names.name(assignment.name()), value(assignment.valueItem())));
        }
        return new Statement.Update(
                Names.table(context.tableName()),
                alias(context.name(), context.bareAlias()),
                assignments,
                where(context.where()),
                returning(context.returning()));
    }

    Statement.Delete delete(BiplaneSqlParser.DeleteContext context) {
        return new Statement.Delete(
                Names.table(context.tableName()),
                alias(context.name(), context.bareAlias()),
                where(context.where()),
                returning(context.returning()));
    }

    private static Optional<String> alias(
            BiplaneSqlParser.NameContext name, BiplaneSqlParser.BareAliasContext bare) {
        if (name != null) {
            return Optional.of(Names.text(name));
        }
        return bare == null ? Optional.empty() : Optional.of(Names.text(bare));
    }
}
