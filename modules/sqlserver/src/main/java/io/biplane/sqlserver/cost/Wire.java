package io.biplane.sqlserver.cost;

import io.biplane.sql.session.Row;
import io.biplane.sql.session.StatementResult;
import io.biplane.sql.types.Bytes;

import java.util.List;

/** Estimates sizes on the wire, near PostgreSQL's protocol: 4 bytes of length and the value's text. */
public final class Wire {
    private static final int FIXED_VALUE_BYTES = 12;
    private static final int ROW_HEADER_BYTES = 7;

    private Wire() {}

    /** Bytes of a statement's parameters. */
    public static int bytesOf(List<Object> values) {
        int sum = 0;
        for (Object value : values) {
            sum += bytesOf(value);
        }
        return sum;
    }

    /** Bytes of a result. */
    public static int bytesOf(StatementResult result) {
        int sum = 24 * result.columns().size();
        for (Row row : result.rows()) {
            sum += ROW_HEADER_BYTES;
            for (int i = 0; i < row.size(); i++) {
                sum += bytesOf(row.value(i));
            }
        }
        return sum;
    }

    /** Bytes of a row between servers; what an accumulator knows counts as its values. */
    public static int bytesOfRow(Object[] row) {
        int sum = ROW_HEADER_BYTES;
        for (Object value : row) {
            sum += value instanceof Object[] partial ? bytesOfRow(partial) : bytesOf(value);
        }
        return sum;
    }

    private static int bytesOf(Object value) {
        if (value instanceof String text) {
            return 4 + text.length();
        }
        return value instanceof Bytes bytes ? 4 + bytes.array().length : FIXED_VALUE_BYTES;
    }
}
