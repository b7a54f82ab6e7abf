package io.biplane.sql.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One table.
 *
 * @param id unique in the virtual cluster, never reused
 * @param version counts schema changes, from 1
 * @param keyOrdinals positions in {@code columns} of the primary key's columns, in key order, at
 *     least one
 */
public record TableDescriptor(
        long id,
        long version,
        String name,
        List<ColumnDescriptor> columns,
        List<Integer> keyOrdinals) {
    public TableDescriptor {
        columns = List.copyOf(columns);
        keyOrdinals = List.copyOf(keyOrdinals);
    }

    /** The position of the column called {@code columnName}. */
    public OptionalInt ordinal(String columnName) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(columnName)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    public ColumnDescriptor column(int ordinal) {
        return columns.get(ordinal);
    }

    public boolean isKeyColumn(int ordinal) {
        return keyOrdinals.contains(ordinal);
    }

    /** Positions of the columns that {@code *} stands for. */
    public List<Integer> visibleOrdinals() {
        List<Integer> ordinals = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).isHidden()) {
                ordinals.add(i);
            }
        }
        return ordinals;
    }

    /** CockroachDB's name for it. */
    public String primaryKeyName() {
        return name + "_pkey";
    }
}
