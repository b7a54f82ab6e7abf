package io.biplane.sql.types;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.sql.types.SqlType.Kind;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Where rows live: the order-preserving encoding of table ids, index ids and column values.
 *
 * <pre>
 *   tenant prefix | table id | index id | value of key column 1 | value of key column 2 …
 *   none, or FE N   uvarint    uvarint    self-delimiting, bytes order as values do
 * </pre>
 *
 * <p>{@code compare(encode(a), encode(b)) = compare(a, b)} for values of one type, and no encoding
 * is a prefix of
 * another one of its type, so that concatenations order column by column. NULL orders first.
 *
 * <p>Source: CockroachDB {@code pkg/util/encoding} for integers, bytes, floats and the layout, so
 * that keys look familiar in traces; decimals are our own (see {@link KeyWriter#decimal}), and the
 * column family suffix is
 * left out, because a row is one pair here.
 */
public final class KeyEncoding {
    /** The only index id at present. Source: CockroachDB numbers primary indexes from 1. */
    public static final long PRIMARY_INDEX_ID = 1;
    /**
     * The first id of a user's table. Source: CockroachDB, ids below belong to system tables and
     * databases.
     */
    public static final long FIRST_USER_TABLE_ID = 104;

    private static final int TENANT_BYTE = 0xFE;
    private static final long SYSTEM_TENANT_ID = 1;

    private KeyEncoding() {}

    /** The prefix of all keys of a tenant: empty for the system tenant, otherwise FE and the id. */
    public static Key tenantPrefix(long tenantId) {
        if (tenantId == SYSTEM_TENANT_ID) {
            return Key.MIN;
        }
        return new KeyWriter().raw(TENANT_BYTE).uvarint(tenantId).toKey();
    }

    /** The prefix of all keys of one table. */
    public static Key tablePrefix(Key tenantPrefix, long tableId) {
        return new KeyWriter(tenantPrefix).uvarint(tableId).toKey();
    }

    /** The prefix of all keys of one index. */
    public static Key indexPrefix(Key tenantPrefix, long tableId, long indexId) {
        return new KeyWriter(tenantPrefix).uvarint(tableId).uvarint(indexId).toKey();
    }

    /** The span of a whole table, all indexes. */
    public static Span tableSpan(Key tenantPrefix, long tableId) {
        Key prefix = tablePrefix(tenantPrefix, tableId);
        return new Span(prefix, prefix.prefixEnd());
    }

    /**
     * The key of one row, or, with fewer values than key columns, the prefix of several.
     *
     * @param types types of the first key columns
     * @param values their values in the same order
     */
    public static Key primaryKey(
            Key tenantPrefix, long tableId, List<SqlType> types, List<?> values) {
        KeyWriter writer = new KeyWriter(tenantPrefix).uvarint(tableId).uvarint(PRIMARY_INDEX_ID);
        for (int i = 0; i < values.size(); i++) {
            appendValue(writer, types.get(i).kind(), values.get(i));
        }
        return writer.toKey();
    }

    /**
     * The key of the row whose only key column is an integer; where a bootstrap puts its splits.
     */
    public static Key int8PrimaryKey(Key tenantPrefix, long tableId, long value) {
        return new KeyWriter(tenantPrefix)
                .uvarint(tableId)
                .uvarint(PRIMARY_INDEX_ID)
                .varint(value)
                .toKey();
    }

    /** Appends one value of {@code kind}, or NULL. */
    public static void appendValue(KeyWriter writer, Kind kind, Object value) {
        if (value == Null.NULL) {
            writer.nullValue();
            return;
        }
        switch (kind) {
            case BOOL -> writer.varint((Boolean) value ? 1 : 0);
            case INT8, INT4, INT2, TIMESTAMP, TIMESTAMPTZ -> writer.varint((Long) value);
            case FLOAT8 -> writer.float8((Double) value);
            case DECIMAL -> writer.decimal((BigDecimal) value);
            case STRING, VARCHAR, UNKNOWN ->
                writer.bytes(((String) value).getBytes(StandardCharsets.UTF_8));
            case BYTES -> writer.bytes(((Bytes) value).array());
            case UUID -> writer.uuid((UUID) value);
        }
    }

    /** Reads back what {@link #appendValue} wrote and moves {@code reader} behind it. */
    public static Object readValue(KeyReader reader, Kind kind) {
        if (reader.skipNull()) {
            return Null.NULL;
        }
        return switch (kind) {
            case BOOL -> reader.varint() != 0;
            case INT8, INT4, INT2, TIMESTAMP, TIMESTAMPTZ -> reader.varint();
            case FLOAT8 -> reader.float8();
            case DECIMAL -> reader.decimal();
            case STRING, VARCHAR, UNKNOWN -> new String(reader.bytes(), StandardCharsets.UTF_8);
            case BYTES -> Bytes.wrap(reader.bytes());
            case UUID -> reader.uuid();
        };
    }
}
