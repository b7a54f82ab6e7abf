package io.biplane.sql.ddl;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.sql.catalog.CatalogKeys;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.catalog.DescriptorCodec;
import io.biplane.sql.catalog.TableDescriptor;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.ScanPage;
import io.biplane.sql.types.KeyEncoding;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes descriptors within a transaction. Stateless but for the tenant's prefix. */
public final class CatalogStore {
    private static final int PAGE_ROWS = 1_000;

    private final Key tenantPrefix;

    public CatalogStore(Key tenantPrefix) {
        this.tenantPrefix = tenantPrefix;
    }

    /** All tables as {@code transaction} sees them. */
    Promise<CatalogSnapshot> load(KvTransaction transaction) {
        return loadFrom(transaction, CatalogKeys.descriptors(tenantPrefix), new ArrayList<>());
    }

    private Promise<CatalogSnapshot> loadFrom(
            KvTransaction transaction, Span span, List<TableDescriptor> tables) {
        return transaction.scan(span, PAGE_ROWS, false).flatMap(page -> {
            for (ScanPage.Pair row : page.rows()) {
                tables.add(DescriptorCodec.decode(row.value()));
            }
            return page.resume().isPresent()
                    ? loadFrom(transaction, page.resume().get(), tables)
                    : Promise.ready(new CatalogSnapshot(tables));
        });
    }

    /** Demands at commit that the descriptor of {@code table} is unchanged. */
    public void guard(KvTransaction transaction, TableDescriptor table) {
        transaction.guard(
                CatalogKeys.descriptor(tenantPrefix, table.id()), DescriptorCodec.encode(table));
    }

    /** The id of the table called {@code name}, if there is one. */
    Promise<Optional<Long>> tableId(KvTransaction transaction, String name) {
        return transaction
                .get(List.of(CatalogKeys.namespace(tenantPrefix, name)))
                .map(values -> values.get(0).map(CatalogStore::number));
    }

    /** Takes the next table id. */
    Promise<Long> allocateId(KvTransaction transaction) {
        Key counter = CatalogKeys.nextTableId(tenantPrefix);
        return transaction.get(List.of(counter)).map(values -> {
            long id =
                    values.get(0).map(CatalogStore::number).orElse(KeyEncoding.FIRST_USER_TABLE_ID);
            transaction.put(counter, bytes(id + 1));
            return id;
        });
    }

    void create(KvTransaction transaction, TableDescriptor table) {
        transaction.put(CatalogKeys.namespace(tenantPrefix, table.name()), bytes(table.id()));
        transaction.put(
                CatalogKeys.descriptor(tenantPrefix, table.id()), DescriptorCodec.encode(table));
    }

    void drop(KvTransaction transaction, long tableId, String name) {
        transaction.delete(CatalogKeys.namespace(tenantPrefix, name));
        transaction.delete(CatalogKeys.descriptor(tenantPrefix, tableId));
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new SqlException(SqlState.DATA_CORRUPTED, "malformed catalog number");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
