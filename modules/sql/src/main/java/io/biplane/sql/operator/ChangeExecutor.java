package io.biplane.sql.operator;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.sql.ast.Statement.ConflictAction;
import io.biplane.sql.catalog.ColumnDescriptor;
import io.biplane.sql.catalog.StoredTable;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.operator.PlanExecutor.Outcome;
import io.biplane.sql.plan.PhysicalPlan;
import io.biplane.sql.plan.PlanNode.Compiled;
import io.biplane.sql.types.Datums;
import io.biplane.sql.types.Null;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs INSERT, UPSERT, UPDATE and DELETE: reads what is needed, then buffers the writes. */
public final class ChangeExecutor {
    private ChangeExecutor() {}

    static Promise<Outcome> execute(PhysicalPlan.Action action, ExecContext context) {
        if (action instanceof PhysicalPlan.Insert insert) {
            guard(insert.table(), context);
            return Operators.of(insert.source(), context)
                    .drain()
                    .flatMap(rows -> insert(insert, rows, context));
        }
        if (action instanceof PhysicalPlan.Update update) {
            guard(update.table(), context);
            return Operators.of(update.source(), context)
                    .drain()
                    .flatMap(rows -> update(update, rows, context));
        }
        if (action instanceof PhysicalPlan.Delete delete) {
            guard(delete.table(), context);
            return Operators.of(delete.source(), context)
                    .drain()
                    .map(rows -> delete(delete, rows, context));
        }
        throw new InvariantViolation("no case for " + action);
    }

    private static void guard(StoredTable table, ExecContext context) {
        context.transaction().guard(table.guardKey(), table.guardValue());
    }

    private static Promise<Outcome> insert(
            PhysicalPlan.Insert insert, List<Object[]> rows, ExecContext context) {
        TreeMap<Key, Object[]> byKey = new TreeMap<>();
        List<Key> keys = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            checkNotNull(insert.table(), row);
            Key key = insert.table().key(row);
            if (byKey.putIfAbsent(key, row) == null) {
                keys.add(key);
            } else if (insert.onConflict() == ConflictAction.FAIL) {
                throw duplicate(insert.table(), row).toException();
            } else if (insert.onConflict() == ConflictAction.OVERWRITE) {
                throw new SqlException(
                        SqlState.CARDINALITY_VIOLATION,
                        "UPSERT or INSERT...ON CONFLICT command cannot affect row a second"
                                + " time");
            }
        }
        boolean isBlind = insert.onConflict() == ConflictAction.OVERWRITE
                ? insert.isWhole()
                : insert.onConflict() == ConflictAction.FAIL && context.isImplicit();
        if (isBlind || keys.isEmpty()) {
            for (Key key : keys) {
                writeBlind(insert, key, byKey.get(key), context);
            }
            return Promise.ready(changed(insert.returning(), inOrder(keys, byKey), context));
        }
        return context.transaction()
                .get(keys)
                .map(existing -> insertKnowing(insert, keys, byKey, existing, context));
    }

    /** An autocommitted INSERT lets the commit find out whether the key exists. */
    private static void writeBlind(
            PhysicalPlan.Insert insert, Key key, Object[] row, ExecContext context) {
        if (insert.onConflict() == ConflictAction.FAIL) {
            context.transaction().insert(key, insert.table().value(row));
        } else {
            context.transaction().put(key, insert.table().value(row));
        }
    }

    private static List<Object[]> inOrder(List<Key> keys, TreeMap<Key, Object[]> byKey) {
        List<Object[]> rows = new ArrayList<>(keys.size());
        keys.forEach(key -> rows.add(byKey.get(key)));
        return rows;
    }

    private static Outcome insertKnowing(
            PhysicalPlan.Insert insert,
            List<Key> keys,
            TreeMap<Key, Object[]> byKey,
            List<Optional<byte[]>> existing,
            ExecContext context) {
        List<Object[]> written = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            Object[] row = byKey.get(key);
            if (existing.get(i).isPresent()) {
                if (insert.onConflict() == ConflictAction.FAIL) {
                    throw duplicate(insert.table(), row).toException();
                }
                if (insert.onConflict() == ConflictAction.DO_NOTHING) {
                    continue;
                }
                row = merged(insert, insert.table().row(key, existing.get(i).get()), row);
            }
            context.transaction().put(key, insert.table().value(row));
            written.add(row);
        }
        return changed(insert.returning(), written, context);
    }

    /** UPSERT leaves the columns it does not name as they are. */
    private static Object[] merged(PhysicalPlan.Insert insert, Object[] old, Object[] given) {
        for (int ordinal : insert.given()) {
            old[ordinal] = given[ordinal];
        }
        return old;
    }

    private static Promise<Outcome> update(
            PhysicalPlan.Update update, List<Object[]> rows, ExecContext context) {
        StoredTable table = update.table();
        boolean mayMove = update.sets().stream()
                .anyMatch(set -> table.descriptor().isKeyColumn(set.ordinal()));
        TreeSet<Key> left = new TreeSet<>();
        TreeMap<Key, Object[]> moved = new TreeMap<>();
        List<Object[]> written = new ArrayList<>(rows.size());
        for (Object[] old : rows) {
            Object[] row = old.clone();
            for (PhysicalPlan.Set set : update.sets()) {
                row[set.ordinal()] = set.value().evaluator().evaluate(old, context.eval());
            }
            checkNotNull(table, row);
            Key key = table.key(row);
            if (mayMove && !key.equals(table.key(old))) {
                left.add(table.key(old));
                if (moved.put(key, row) != null) {
                    throw duplicate(table, row).toException();
                }
            } else {
                context.transaction().put(key, table.value(row));
            }
            written.add(row);
        }
        return move(table, left, moved, context)
                .map(done -> changed(update.returning(), written, context));
    }

    /** Rows whose key changes: their new keys must be free, or be left by other rows. */
    private static Promise<Boolean> move(
            StoredTable table,
            TreeSet<Key> left,
            TreeMap<Key, Object[]> moved,
            ExecContext context) {
        if (moved.isEmpty()) {
            return Promise.ready(true);
        }
        List<Key> keys = new ArrayList<>(moved.keySet());
        return context.transaction().get(keys).map(existing -> {
            for (int i = 0; i < keys.size(); i++) {
                if (existing.get(i).isPresent() && !left.contains(keys.get(i))) {
                    throw duplicate(table, moved.get(keys.get(i))).toException();
                }
            }
            left.forEach(key -> context.transaction().delete(key));
            moved.forEach((key, row) -> context.transaction().put(key, table.value(row)));
            return true;
        });
    }

    private static Outcome delete(
            PhysicalPlan.Delete delete, List<Object[]> rows, ExecContext context) {
        for (Object[] row : rows) {
            context.transaction().delete(delete.table().key(row));
        }
        return changed(delete.returning(), rows, context);
    }

    private static Outcome changed(
            List<Compiled> returning, List<Object[]> rows, ExecContext context) {
        if (returning.isEmpty()) {
            return new Outcome(List.of(), rows.size());
        }
        Compiled[] columns = returning.toArray(Compiled[]::new);
        List<Object[]> results = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            results.add(Operators.evaluate(columns, row, context.eval()));
        }
        return new Outcome(results, rows.size());
    }

    private static void checkNotNull(StoredTable table, Object[] row) {
        for (int i = 0; i < row.length; i++) {
            ColumnDescriptor column = table.descriptor().column(i);
            if (row[i] == Null.NULL && !column.isNullable()) {
                throw new SqlException(
                        SqlState.NOT_NULL_VIOLATION,
                        "null value in column \"" + column.name()
                                + "\" violates not-null constraint");
            }
        }
    }

    /** 23505 for a key whose row is known. */
    private static SqlError duplicate(StoredTable table, Object[] row) {
        StringBuilder names = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (int ordinal : table.descriptor().keyOrdinals()) {
            ColumnDescriptor column = table.descriptor().column(ordinal);
            names.append(names.isEmpty() ? "" : ", ").append(column.name());
            String value = Datums.format(column.type().kind(), row[ordinal]);
            boolean isQuoted = column.type().kind().isText();
            values.append(values.isEmpty() ? "" : ", ")
                    .append(isQuoted ? "'" + value + "'" : value);
        }
        return SqlError.of(
                        SqlState.UNIQUE_VIOLATION,
                        "duplicate key value violates unique constraint \""
                                + table.descriptor().primaryKeyName() + "\"")
                .detail("Key (" + names + ")=(" + values + ") already exists.");
    }

    /** 23505 for a key that a commit found to exist. */
    public static SqlError duplicate(StoredTable table, Key key) {
        return duplicate(table, table.row(key, new byte[0]));
    }
}
