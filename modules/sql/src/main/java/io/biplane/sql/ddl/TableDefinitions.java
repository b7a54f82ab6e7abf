package io.biplane.sql.ddl;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.Binder;
import io.biplane.sql.bind.TypeNames;
import io.biplane.sql.catalog.ColumnDescriptor;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.parse.Unparser;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Descriptors from CREATE TABLE and back. Pure. */
final class TableDefinitions {
    /** Source: PostgreSQL's limit. */
    private static final int COLUMNS_MAX = 1_600;
    /** Name of the key column of tables without a key. Source: CockroachDB. */
    private static final String ROW_ID = "rowid";

    private TableDefinitions() {}

    /**
     * The descriptor of the table that {@code create} describes; 42701, 42703, 42804 and so on if
     * it cannot be.
     */
    static TableDescriptor describe(Statement.CreateTable create, long id) {
        List<ColumnDescriptor> columns = new ArrayList<>();
        if (create.columns().size() > COLUMNS_MAX) {
            throw new SqlException(
                    SqlState.TOO_MANY_COLUMNS,
                    "tables can have at most " + COLUMNS_MAX + " columns",
                    create.name().position());
        }
        for (Statement.ColumnDefinition definition : create.columns()) {
            if (ordinal(columns, definition.name().text()) >= 0) {
                throw new SqlException(
                        SqlState.DUPLICATE_COLUMN,
                        "duplicate column name: \"" + definition.name().text() + "\"",
                        definition.name().position());
            }
            columns.add(column(definition, columns.size() + 1, create.primaryKey()));
        }
        List<Integer> keyOrdinals = keyOrdinals(create, columns);
        if (keyOrdinals.isEmpty()) {
            keyOrdinals = List.of(columns.size());
            columns.add(new ColumnDescriptor(
                    columns.size() + 1,
                    ordinal(columns, ROW_ID) < 0 ? ROW_ID : ROW_ID + "_1",
                    SqlType.INT8,
                    false,
                    true,
                    Optional.of("unique_rowid()")));
        }
        return new TableDescriptor(id, 1, create.name().table(), columns, keyOrdinals);
    }

    private static ColumnDescriptor column(
            Statement.ColumnDefinition definition, int id, List<Name> primaryKey) {
        String name = definition.name().text();
        boolean isKey = primaryKey.stream().anyMatch(key -> key.text().equals(name));
        ColumnDescriptor column = new ColumnDescriptor(
                id,
                name,
                TypeNames.resolve(definition.type()),
                !definition.isNotNull() && !isKey,
                false,
                definition.defaultValue().map(TableDefinitions::text));
        definition.defaultValue().ifPresent(value -> Binder.checkDefault(value, column));
        return column;
    }

    private static String text(Expr expr) {
        return Unparser.unparse(expr);
    }

    private static List<Integer> keyOrdinals(
            Statement.CreateTable create, List<ColumnDescriptor> columns) {
        List<Integer> ordinals = new ArrayList<>();
        for (Name key : create.primaryKey()) {
            int ordinal = ordinal(columns, key.text());
            if (ordinal < 0) {
                throw new SqlException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + key.text() + "\" does not exist",
                        key.position());
            }
            if (ordinals.contains(ordinal)) {
                throw new SqlException(
                        SqlState.DUPLICATE_COLUMN,
                        "index \"" + create.name().table() + "_pkey\" contains duplicate column \""
                                + key.text() + "\"",
                        key.position());
            }
            ordinals.add(ordinal);
        }
        return ordinals;
    }

    private static int ordinal(List<ColumnDescriptor> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Text that creates the same table, in CockroachDB's layout. */
    static String createStatement(TableDescriptor table) {
        StringBuilder text = new StringBuilder("CREATE TABLE public.");
        text.append(Unparser.name(table.name())).append(" (\n");
        for (ColumnDescriptor column : table.columns()) {
            if (!column.isHidden()) {
                text.append("\t").append(columnText(column)).append(",\n");
            }
        }
        List<String> keys = new ArrayList<>();
        table.keyOrdinals().forEach(o -> keys.add(Unparser.name(table.column(o).name()) + " ASC"));
        boolean isHidden = table.column(table.keyOrdinals().get(0)).isHidden();
        if (isHidden) {
            int comma = text.lastIndexOf(",\n");
            return (comma < 0 ? text : text.replace(comma, comma + 1, ""))
                    .append(")")
                    .toString();
        }
        return text.append("\tCONSTRAINT ")
                .append(Unparser.name(table.primaryKeyName()))
                .append(" PRIMARY KEY (")
                .append(String.join(", ", keys))
                .append(")\n)")
                .toString();
    }

    private static String columnText(ColumnDescriptor column) {
        return Unparser.name(column.name()) + " " + column.type()
                + (column.isNullable() ? " NULL" : " NOT NULL")
                + column.defaultSql().map(sql -> " DEFAULT " + sql).orElse("");
    }
}
