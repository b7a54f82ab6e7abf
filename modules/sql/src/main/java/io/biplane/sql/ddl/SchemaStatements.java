package io.biplane.sql.ddl;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.Query.TableName;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.BoundStatement.Output;
import io.biplane.sql.bind.TableNames;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.catalog.ColumnDescriptor;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs statements on tables themselves. Stateless but for the store. */
public final class SchemaStatements {
    /** A result as a table. */
    public record Table(List<Output> outputs, List<Object[]> rows) {}

    private final CatalogStore store;

    public SchemaStatements(CatalogStore store) {
        this.store = store;
    }

    /** Whether {@code statement} changes the catalog. */
    public static boolean isChange(Statement.Schema statement) {
        return statement instanceof Statement.CreateTable
                || statement instanceof Statement.DropTable;
    }

    /** Buffers a change within {@code transaction}; the command tag. */
    public Promise<String> change(Statement.Schema statement, KvTransaction transaction) {
        if (statement instanceof Statement.CreateTable create) {
            return create(create, transaction);
        }
        if (statement instanceof Statement.DropTable drop) {
            return drop(drop, 0, transaction);
        }
        throw new InvariantViolation("no change: " + statement);
    }

    /** The catalog as {@code transaction} sees it, its own changes included. */
    public Promise<CatalogSnapshot> catalog(KvTransaction transaction) {
        return store.load(transaction);
    }

    private Promise<String> create(Statement.CreateTable create, KvTransaction transaction) {
        TableName name = create.name();
        TableNames.checkQualifiers(name);
        TableDefinitions.describe(create, 0);
        return store.tableId(transaction, name.table()).flatMap(existing -> {
            if (existing.isPresent() && create.isIfNotExists()) {
                return Promise.ready("CREATE TABLE");
            }
            if (existing.isPresent()) {
                throw new SqlException(
                        SqlState.DUPLICATE_TABLE,
                        "relation \"" + name.table() + "\" already exists",
                        name.position());
            }
            return store.allocateId(transaction).map(id -> {
                store.create(transaction, TableDefinitions.describe(create, id));
                return "CREATE TABLE";
            });
        });
    }

    private Promise<String> drop(Statement.DropTable drop, int index, KvTransaction transaction) {
        if (index == drop.names().size()) {
            return Promise.ready("DROP TABLE");
        }
        TableName name = drop.names().get(index);
        TableNames.checkQualifiers(name);
        return store.tableId(transaction, name.table()).flatMap(id -> {
            if (id.isEmpty() && !drop.isIfExists()) {
                throw TableNames.undefined(name);
            }
            id.ifPresent(found -> store.drop(transaction, found, name.table()));
            return drop(drop, index + 1, transaction);
        });
    }

    /** Answers a SHOW from {@code catalog}. */
    public static Table show(Statement.Schema statement, CatalogSnapshot catalog) {
        if (statement instanceof Statement.ShowTables) {
            List<Object[]> rows = new ArrayList<>();
            for (TableDescriptor table : catalog.tables()) {
                rows.add(new Object[] {"public", table.name(), "table"});
            }
            return new Table(strings("schema_name", "table_name", "type"), rows);
        }
        if (statement instanceof Statement.ShowCreateTable show) {
            TableDescriptor table = TableNames.resolve(catalog, show.name());
            String text = TableDefinitions.createStatement(table);
            return new Table(
                    strings("table_name", "create_statement"),
                    List.<Object[]>of(new Object[] {table.name(), text}));
        }
        if (statement instanceof Statement.ShowColumns show) {
            return columns(TableNames.resolve(catalog, show.name()));
        }
        throw new InvariantViolation("nothing to show: " + statement);
    }

    private static Table columns(TableDescriptor table) {
        List<Output> outputs = List.of(
                new Output("column_name", SqlType.STRING),
                new Output("data_type", SqlType.STRING),
                new Output("is_nullable", SqlType.BOOL),
                new Output("column_default", SqlType.STRING),
                new Output("is_hidden", SqlType.BOOL));
        List<Object[]> rows = new ArrayList<>();
        for (ColumnDescriptor column : table.columns()) {
            Optional<String> sql = column.defaultSql();
            rows.add(new Object[] {
                column.name(),
                column.type().toString(),
                column.isNullable(),
                sql.isPresent() ? sql.get() : Null.NULL,
                column.isHidden()
            });
        }
        return new Table(outputs, rows);
    }

    private static List<Output> strings(String... names) {
        List<Output> outputs = new ArrayList<>(names.length);
        for (String name : names) {
            outputs.add(new Output(name, SqlType.STRING));
        }
        return outputs;
    }
}
