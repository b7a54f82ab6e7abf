package io.biplane.sql.ddl;

import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.TxnOptions;
import io.biplane.sql.exec.WorkCounters;

import java.util.Optional;

/**
 * A tenant server's copy of the catalog. Loaded when a session first needs it and kept until {@link
 * #invalidate}. Sessions that miss it at the same time each load it over their own connection, so
 * that no
 * session's work ever runs in another one's context. Whoever hosts the tenant server invalidates
 * when it learns of a schema change elsewhere; being told late costs nothing but a replan (see
 * {@code io.biplane.sql.catalog}).
 *
 * <p>State: the snapshot, and a count of invalidations, by which a load that was overtaken by one
 * is recognised and not kept.
 */
public final class CatalogCache {
    private final CatalogStore store;
    private Optional<CatalogSnapshot> snapshot = Optional.empty();
    private long invalidationCount;

    public CatalogCache(CatalogStore store) {
        this.store = store;
    }

    /** Forgets the copy; the next statement loads it anew. */
    public void invalidate() {
        snapshot = Optional.empty();
        invalidationCount++;
    }

    /** The copy, if there is one now. */
    public Optional<CatalogSnapshot> cached() {
        return snapshot;
    }

    /** The catalog, from the copy or over {@code connection}; a load is counted in {@code work}. */
    public Promise<CatalogSnapshot> current(KvConnection connection, WorkCounters work) {
        if (snapshot.isPresent()) {
            return Promise.ready(snapshot.get());
        }
        work.addCatalogLoad();
        long startedAt = invalidationCount;
        KvTransaction transaction = connection.begin(TxnOptions.implicit(true, 0));
        Promise<CatalogSnapshot> load = store.load(transaction);
        load.onComplete(outcome -> {
            transaction.rollback();
            if (outcome instanceof Promise.Success<CatalogSnapshot> success
                    && invalidationCount == startedAt) {
                snapshot = Optional.of(success.value());
            }
        });
        return load;
    }
}
