package io.biplane.sql.ast;

import io.biplane.sql.ast.Query.Grouping;
import io.biplane.sql.ast.Query.Item;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Query.Ordering;
import io.biplane.sql.ast.Query.Source;
import io.biplane.sql.ast.Query.TableName;

import java.util.List;
import java.util.Optional;

/** One statement as written. */
public sealed interface Statement
        permits Statement.Plannable, Statement.Schema, Statement.Session, ControlStatement {
    /** Statements that are bound against the catalog and planned. */
    sealed interface Plannable extends Statement {}

    record Select(
            Projection projection,
            Optional<Source> from,
            Optional<Expr> where,
            Grouping grouping,
            Ordering ordering)
            implements Plannable {}

    record Projection(boolean isDistinct, List<Item> items) {}

    /** Without {@code columns} all of the table's, in its order. */
    record Insert(
            ConflictAction onConflict,
            TableName table,
            List<Name> columns,
            InsertSource source,
            List<Item> returning)
            implements Plannable {}

    /** What happens to a row whose key exists. */
    enum ConflictAction {
        FAIL,
        DO_NOTHING,
        /** UPSERT. */
        OVERWRITE
    }

    /** Where inserted rows come from. */
    sealed interface InsertSource {}

    record Values(List<List<Expr>> rows) implements InsertSource {}

    enum DefaultValues implements InsertSource {
        DEFAULT_VALUES
    }

    record FromSelect(Select select) implements InsertSource {}

    record Update(
            TableName table,
            Optional<String> alias,
            List<Assignment> assignments,
            Optional<Expr> where,
            List<Item> returning)
            implements Plannable {}

    record Assignment(Name column, Expr value) {}

    record Delete(
            TableName table, Optional<String> alias, Optional<Expr> where, List<Item> returning)
            implements Plannable {}

    /** Statements that read or change the catalog. */
    sealed interface Schema extends Statement {}

    record CreateTable(
            boolean isIfNotExists,
            TableName name,
            List<ColumnDefinition> columns,
            List<Name> primaryKey)
            implements Schema {}

    record ColumnDefinition(
            Name name, Expr.TypeName type, boolean isNotNull, Optional<Expr> defaultValue) {}

    record DropTable(boolean isIfExists, List<TableName> names) implements Schema {}

    enum ShowTables implements Schema {
        SHOW_TABLES
    }

    record ShowCreateTable(TableName name) implements Schema {}

    record ShowColumns(TableName name) implements Schema {}

    /** Statements on the session itself. */
    sealed interface Session extends Statement {}

    record Begin(boolean isReadOnly) implements Session {}

    enum Commit implements Session {
        COMMIT
    }

    enum Rollback implements Session {
        ROLLBACK
    }

    /** {@code value} is empty for DEFAULT and RESET. */
    record SetVariable(Name variable, Optional<String> value) implements Session {}

    /** {@code variable} is empty for ALL. */
    record ShowVariable(Optional<Name> variable) implements Session {}

    record Prepare(Name name, List<Expr.TypeName> types, Statement statement) implements Session {}

    record Execute(Name name, List<Expr> arguments) implements Session {}

    /** {@code name} is empty for ALL. */
    record Deallocate(Optional<Name> name) implements Session {}

    record Explain(Statement statement) implements Session {}
}
