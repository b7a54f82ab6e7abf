package io.biplane.sql.catalog;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.types.KeyEncoding;
import io.biplane.sql.types.KeyReader;
import io.biplane.sql.types.KeyWriter;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType.Kind;

import java.util.Arrays;

/**
 * A table at its place in a tenant's keyspace: rows to pairs and back. Immutable; part of plans.
 *
 * <p>A row is one pair. The key holds the primary key's columns; the value holds the others that
 * are not NULL, each as
 * column id and value, in the order of columns. DECIMAL key columns are in the value as well,
 * because the key loses their scale.
 */
public final class StoredTable {
    private final TableDescriptor table;
    private final Key indexPrefix;
    private final Key guardKey;
    private final byte[] guardValue;
    private final int[] keyOrdinals;
    private final Kind[] kinds;
    private final long[] columnIds;
    private final boolean[] isInValue;

    public StoredTable(Key tenantPrefix, TableDescriptor table) {
        this.table = table;
        this.indexPrefix =
                KeyEncoding.indexPrefix(tenantPrefix, table.id(), KeyEncoding.PRIMARY_INDEX_ID);
        this.guardKey = CatalogKeys.descriptor(tenantPrefix, table.id());
        this.guardValue = DescriptorCodec.encode(table);
        this.keyOrdinals =
                table.keyOrdinals().stream().mapToInt(Integer::intValue).toArray();
        int width = table.columns().size();
        this.kinds = new Kind[width];
        this.columnIds = new long[width];
        this.isInValue = new boolean[width];
        for (int i = 0; i < width; i++) {
            kinds[i] = table.column(i).type().kind();
            columnIds[i] = table.column(i).id();
            isInValue[i] = !table.isKeyColumn(i) || kinds[i] == Kind.DECIMAL;
        }
    }

    public TableDescriptor descriptor() {
        return table;
    }

    /** The prefix of all rows' keys. */
    public Key indexPrefix() {
        return indexPrefix;
    }

    public Span span() {
        return new Span(indexPrefix, indexPrefix.prefixEnd());
    }

    /** The key whose value is {@link #guardValue()} as long as the descriptor is current. */
    public Key guardKey() {
        return guardKey;
    }

    public byte[] guardValue() {
        return guardValue;
    }

    /** Ordinal of key column {@code index}. */
    public int keyOrdinal(int index) {
        return keyOrdinals[index];
    }

    public int keyLength() {
        return keyOrdinals.length;
    }

    /** Kind of key column {@code index}. */
    public Kind keyKind(int index) {
        return kinds[keyOrdinals[index]];
    }

    public Key key(Object[] row) {
        KeyWriter writer = new KeyWriter(indexPrefix);
        for (int ordinal : keyOrdinals) {
            KeyEncoding.appendValue(writer, kinds[ordinal], row[ordinal]);
        }
        return writer.toKey();
    }

    public byte[] value(Object[] row) {
        KeyWriter writer = new KeyWriter();
        for (int i = 0; i < row.length; i++) {
            if (isInValue[i] && row[i] != Null.NULL) {
                writer.uvarint(columnIds[i]);
                ValueCodec.write(writer, kinds[i], row[i]);
            }
        }
        return writer.toKey().bytes();
    }

    /** The row of a pair; fails with XX001 if it is damaged. */
    public Object[] row(Key key, byte[] value) {
        Object[] row = new Object[kinds.length];
        Arrays.fill(row, Null.NULL);
        KeyReader keyReader = new KeyReader(key, indexPrefix.length());
        for (int ordinal : keyOrdinals) {
            row[ordinal] = KeyEncoding.readValue(keyReader, kinds[ordinal]);
        }
        KeyReader reader = new KeyReader(value, 0);
        int next = 0;
        while (!reader.isAtEnd()) {
            next = ordinal(reader.varint(), next);
            row[next] = ValueCodec.read(reader, kinds[next]);
            next++;
        }
        return row;
    }

    /** The column with {@code columnId}, searched from {@code start}: ids ascend within a value. */
    private int ordinal(long columnId, int start) {
        for (int i = start; i < kinds.length; i++) {
            if (columnIds[i] == columnId) {
                return i;
            }
        }
        throw new SqlException(SqlState.DATA_CORRUPTED, "value of an unknown column " + columnId);
    }
}
