package io.biplane.sql.parse;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Query.TableName;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.antlr.v4.runtime.ParserRuleContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parse trees of whole statements to {@link Statement}. One builder per text. */
final class AstBuilder {
    private final ExprBuilder exprs = new ExprBuilder();
    private final QueryBuilder queries = new QueryBuilder(exprs);

    int placeholderCount() {
        return exprs.placeholderCount();
    }

    Statement statement(BiplaneSqlParser.StatementContext context) {
        ParserRuleContext kind = (ParserRuleContext) context.getChild(0);
        if (kind instanceof BiplaneSqlParser.SelectContext select) {
            return queries.select(select);
        }
        if (kind instanceof BiplaneSqlParser.InsertContext insert) {
            return queries.insert(insert);
        }
        if (kind instanceof BiplaneSqlParser.UpdateContext update) {
            return queries.update(update);
        }
        if (kind instanceof BiplaneSqlParser.DeleteContext delete) {
            return queries.delete(delete);
        }
        if (kind instanceof BiplaneSqlParser.CreateTableContext create) {
            return createTable(create);
        }
        if (kind instanceof BiplaneSqlParser.DropTableContext drop) {
            return dropTable(drop);
        }
        if (kind instanceof BiplaneSqlParser.ShowTablesContext show) {
            return showTables(show);
        }
        if (kind instanceof BiplaneSqlParser.VirtualClusterContext cluster) {
            return ControlBuilder.virtualCluster(cluster);
        }
        if (kind instanceof BiplaneSqlParser.ClusterSettingContext setting) {
            return ControlBuilder.clusterSetting(setting);
        }
        return sessionStatement(kind);
    }

    private Statement sessionStatement(ParserRuleContext kind) {
        if (kind instanceof BiplaneSqlParser.TransactionContext transaction) {
            return transaction(transaction);
        }
        if (kind instanceof BiplaneSqlParser.SessionSettingContext setting) {
            return sessionSetting(setting);
        }
        if (kind instanceof BiplaneSqlParser.PrepareContext prepare) {
            return prepare(prepare);
        }
        if (kind instanceof BiplaneSqlParser.ExplainContext explain) {
            return new Statement.Explain(statement(explain.statement()));
        }
        throw new InvariantViolation("no case for " + kind.getClass().getSimpleName());
    }

    private Statement createTable(BiplaneSqlParser.CreateTableContext context) {
        List<Statement.ColumnDefinition> columns = new ArrayList<>();
        List<Name> primaryKey = new ArrayList<>();
        for (BiplaneSqlParser.TableElementContext element : context.tableElement()) {
            if (element instanceof BiplaneSqlParser.ColumnElementContext column) {
                columns.add(column(column, primaryKey));
            } else if (element instanceof BiplaneSqlParser.PrimaryKeyElementContext key) {
                rejectSecondPrimaryKey(primaryKey, element);
                rejectDescending(key.nameList());
                primaryKey.addAll(Names.names(key.nameList().name()));
            } else if (!(element instanceof BiplaneSqlParser.FamilyElementContext)) {
                throw SqlError.unsupported(
                                element.getStart().getText().toUpperCase(Locale.ROOT)
                                        + " in CREATE TABLE",
                                Names.position(element))
                        .toException();
            }
        }
        return new Statement.CreateTable(
                context.IF() != null, Names.table(context.tableName()), columns, primaryKey);
    }

    private Statement.ColumnDefinition column(
            BiplaneSqlParser.ColumnElementContext context, List<Name> primaryKey) {
        boolean isNotNull = false;
        Optional<Expr> defaultValue = Optional.empty();
        for (BiplaneSqlParser.ColumnConstraintContext constraint : context.columnConstraint()) {
            if (constraint.PRIMARY() != null) {
                rejectSecondPrimaryKey(primaryKey, constraint);
                primaryKey.add(Names.name(context.name()));
            } else if (constraint.DEFAULT() != null) {
                defaultValue = Optional.of(exprs.expr(constraint.expr()));
            } else if (constraint.NOT() != null) {
                isNotNull = true;
            } else if (constraint.NULL() == null) {
                throw SqlError.unsupported(
                                constraint.getStart().getText().toUpperCase(Locale.ROOT)
                                        + " in CREATE TABLE",
                                Names.position(constraint))
                        .toException();
            }
        }
        return new Statement.ColumnDefinition(
                Names.name(context.name()),
                exprs.typeName(context.typeName()),
                isNotNull,
                defaultValue);
    }

    private static void rejectSecondPrimaryKey(List<Name> primaryKey, ParserRuleContext at) {
        if (!primaryKey.isEmpty()) {
            throw new SqlException(
                    SqlState.INVALID_TABLE_DEFINITION,
                    "multiple primary keys for table are not allowed",
                    Names.position(at));
        }
    }

    private static void rejectDescending(BiplaneSqlParser.NameListContext context) {
        if (!context.DESC().isEmpty()) {
            throw SqlError.unsupported("DESC in a primary key", Names.position(context))
                    .toException();
        }
    }

    private static Statement dropTable(BiplaneSqlParser.DropTableContext context) {
        List<TableName> names = new ArrayList<>();
        for (BiplaneSqlParser.TableNameContext name : context.tableName()) {
            names.add(Names.table(name));
        }
        return new Statement.DropTable(context.IF() != null, names);
    }

    private static Statement showTables(BiplaneSqlParser.ShowTablesContext context) {
        if (context.CREATE() != null) {
            return new Statement.ShowCreateTable(Names.table(context.tableName()));
        }
        if (context.COLUMNS() != null) {
            return new Statement.ShowColumns(Names.table(context.tableName()));
        }
        return Statement.ShowTables.SHOW_TABLES;
    }

    private static Statement transaction(BiplaneSqlParser.TransactionContext context) {
        if (context.COMMIT() != null || context.END() != null) {
            return Statement.Commit.COMMIT;
        }
        if (context.ROLLBACK() != null || context.ABORT() != null) {
            return Statement.Rollback.ROLLBACK;
        }
        boolean isReadOnly = false;
        for (BiplaneSqlParser.TransactionModeContext mode : context.transactionMode()) {
            if (mode.ONLY() != null) {
                isReadOnly = true;
            } else if (mode.ISOLATION() != null && mode.SERIALIZABLE() == null) {
                throw SqlError.unsupported(
                                "an isolation level other than SERIALIZABLE", Names.position(mode))
                        .toException();
            }
        }
        return new Statement.Begin(isReadOnly);
    }

    private static Statement sessionSetting(BiplaneSqlParser.SessionSettingContext context) {
        boolean isShow = context.SHOW() != null;
        if (context.ALL() != null) {
            return new Statement.ShowVariable(Optional.empty());
        }
        Name variable = context.TIME() != null
                ? new Name("timezone", context.TIME().getSymbol().getStartIndex() + 1)
                : Names.dotted(context.variable());
        if (isShow) {
            return new Statement.ShowVariable(Optional.of(variable));
        }
        StringBuilder value = new StringBuilder();
        for (BiplaneSqlParser.SettingValueContext part : context.settingValue()) {
            if (part.DEFAULT() != null) {
                return new Statement.SetVariable(variable, Optional.empty());
            }
            value.append(value.isEmpty() ? "" : ", ").append(ControlBuilder.settingText(part));
        }
        return new Statement.SetVariable(
                variable,
                context.RESET() != null ? Optional.empty() : Optional.of(value.toString()));
    }

    private Statement prepare(BiplaneSqlParser.PrepareContext context) {
        if (context.EXECUTE() != null) {
            return new Statement.Execute(Names.name(context.name()), exprs.exprs(context.expr()));
        }
        if (context.DEALLOCATE() != null) {
            return new Statement.Deallocate(
                    context.name() == null
                            ? Optional.empty()
                            : Optional.of(Names.name(context.name())));
        }
        List<Expr.TypeName> types = new ArrayList<>();
        for (BiplaneSqlParser.TypeNameContext type : context.typeName()) {
            types.add(exprs.typeName(type));
        }
        return new Statement.Prepare(
                Names.name(context.name()), types, statement(context.statement()));
    }
}
