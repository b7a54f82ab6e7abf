package io.biplane.sql.session;

import io.biplane.sql.types.Null;

import java.util.Arrays;

/** One row of a result: values by column number from 0, of the class the column's type names. */
public final class Row {
    private final Object[] values;

    private Row(Object[] values) {
        this.values = values;
    }

    /** Over {@code values}, which the caller must not change afterwards. */
    public static Row of(Object... values) {
        return new Row(values);
    }

    public int size() {
        return values.length;
    }

    /** The value, {@link Null#NULL} for NULL. */
    public Object value(int column) {
        return values[column];
    }

    public boolean isNull(int column) {
        return values[column] == Null.NULL;
    }

    /** The value of a column of an integer or time type that is not NULL. */
    public long longValue(int column) {
        return (Long) values[column];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
