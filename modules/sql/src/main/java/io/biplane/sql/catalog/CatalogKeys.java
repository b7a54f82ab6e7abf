package io.biplane.sql.catalog;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.sql.types.KeyEncoding;
import io.biplane.sql.types.SqlType;

import java.util.List;

/**
 * Where the catalog lives: in system tables of the tenant's own span. All of it lies below {@link
 * KeyEncoding#FIRST_USER_TABLE_ID}, so that one range can hold it and a schema change stays within
 * one
 * range. Source of the ids: CockroachDB {@code pkg/keys/constants.go}.
 */
public final class CatalogKeys {
    private static final long DESCRIPTOR_TABLE_ID = 3;
    private static final long ID_SEQUENCE_TABLE_ID = 7;
    private static final long NAMESPACE_TABLE_ID = 30;

    private CatalogKeys() {}

    /** The descriptor of one table: what writers guard. */
    public static Key descriptor(Key tenantPrefix, long tableId) {
        return KeyEncoding.int8PrimaryKey(tenantPrefix, DESCRIPTOR_TABLE_ID, tableId);
    }

    /** All descriptors: what a watcher of schema changes watches. */
    public static Span descriptors(Key tenantPrefix) {
        return KeyEncoding.tableSpan(tenantPrefix, DESCRIPTOR_TABLE_ID);
    }

    /** The id of the table called {@code name}. */
    public static Key namespace(Key tenantPrefix, String name) {
        return KeyEncoding.primaryKey(
                tenantPrefix, NAMESPACE_TABLE_ID, List.of(SqlType.STRING), List.of(name));
    }

    /** The next free table id. */
    public static Key nextTableId(Key tenantPrefix) {
        return KeyEncoding.int8PrimaryKey(tenantPrefix, ID_SEQUENCE_TABLE_ID, 0);
    }

    /** Everything above: from the tenant's first key to its first user table. */
    public static Span all(Key tenantPrefix) {
        return new Span(
                KeyEncoding.tablePrefix(tenantPrefix, DESCRIPTOR_TABLE_ID),
                KeyEncoding.tablePrefix(tenantPrefix, KeyEncoding.FIRST_USER_TABLE_ID));
    }
}
