package io.biplane.sql.bind;

import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Query;
import io.biplane.sql.catalog.ColumnDescriptor;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns an expression can see. Immutable. */
final class Scope {
    static final Scope EMPTY = new Scope(List.of());

    /**
     * @param isHidden not part of {@code *}
     */
    record Entry(String table, String name, SqlType type, boolean isHidden) {}

    private final List<Entry> entries;

    private Scope(List<Entry> entries) {
        this.entries = entries;
    }

    static Scope of(TableDescriptor table, String alias) {
        List<Entry> entries = new ArrayList<>(table.columns().size());
        for (ColumnDescriptor column : table.columns()) {
            entries.add(new Entry(alias, column.name(), column.type().base(), column.isHidden()));
        }
        return new Scope(entries);
    }

    /** This scope's columns, then {@code right}'s; the table names must differ (42712). */
    Scope join(Scope right) {
        for (Entry entry : right.entries) {
            if (entries.stream().anyMatch(e -> e.table().equals(entry.table()))) {
                throw new SqlException(
                        SqlState.DUPLICATE_ALIAS,
                        "source name \"" + entry.table()
                                + "\" specified more than once (missing AS clause)");
            }
        }
        List<Entry> joined = new ArrayList<>(entries);
        joined.addAll(right.entries);
        return new Scope(joined);
    }

    /**
     * This scope with the columns {@code hidden} left out of {@code *}: the second halves of USING.
     */
    Scope hide(List<Integer> hidden) {
        List<Entry> changed = new ArrayList<>(entries);
        for (int i : hidden) {
            Entry entry = entries.get(i);
            changed.set(i, new Entry(entry.table(), entry.name(), entry.type(), true));
        }
        return new Scope(changed);
    }

    int width() {
        return entries.size();
    }

    Scalar.Column column(int index) {
        Entry entry = entries.get(index);
        return new Scalar.Column(index, entry.type(), entry.name());
    }

    /**
     * The column {@code name} means; 42703 if none, 42702 if several, 42P01 for an unknown table.
     */
    Scalar.Column resolve(Expr.ColumnName name) {
        int found = -1;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (!entry.name().equals(name.column()) || !isOf(entry, name.table())) {
                continue;
            }
            boolean isMergedByUsing = found >= 0
                    && name.table().isEmpty()
                    && entry.isHidden()
                    && !entries.get(found).isHidden();
            if (found >= 0 && !isMergedByUsing) {
                throw new SqlException(
                        SqlState.AMBIGUOUS_COLUMN,
                        "column reference \"" + name.column() + "\" is ambiguous",
                        name.position());
            }
            found = found < 0 ? i : found;
        }
        if (found < 0) {
            throw undefined(name);
        }
        return column(found);
    }

    private SqlException undefined(Expr.ColumnName name) {
        String full = name.table().map(table -> table + ".").orElse("") + name.column();
        boolean isTableKnown =
                name.table().isEmpty() || entries.stream().anyMatch(e -> isOf(e, name.table()));
        return isTableKnown
                ? new SqlException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + full + "\" does not exist",
                        name.position())
                : new SqlException(
                        SqlState.UNDEFINED_TABLE,
                        "no data source matches prefix: " + name.table().orElse(""),
                        name.position());
    }

    /** The columns {@code star} stands for. */
    List<Scalar.Column> expand(Query.Star star) {
        List<Scalar.Column> columns = new ArrayList<>();
        boolean isTableKnown = star.table().isEmpty();
        for (int i = 0; i < entries.size(); i++) {
            boolean isOf = isOf(entries.get(i), star.table());
            isTableKnown |= isOf;
            if (isOf && !entries.get(i).isHidden()) {
                columns.add(column(i));
            }
        }
        if (!isTableKnown) {
            throw new SqlException(
                    SqlState.UNDEFINED_TABLE,
                    "no data source matches pattern: " + star.table().orElse("") + ".*",
                    star.position());
        }
        if (entries.isEmpty()) {
            throw new SqlException(
                    SqlState.SYNTAX_ERROR,
                    "SELECT * with no tables specified is not valid",
                    star.position());
        }
        return columns;
    }

    private static boolean isOf(Entry entry, Optional<String> table) {
        return table.isEmpty() || entry.table().equals(table.get());
    }
}
