package io.biplane.sql.session;

import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.CommitResult;
import io.biplane.sql.exec.KvTransaction;

import java.util.Optional;

/**
 * The explicit transaction of a session. Its state: which of {@link SessionState} holds, the open
 * transaction, and the catalog as the transaction itself has changed it.
 */
final class TransactionScope {
    /**
     * An open transaction.
     *
     * @param startMicros what {@code now()} says throughout
     */
    record Open(KvTransaction kv, boolean isReadOnly, long startMicros) {}

    private SessionState state = SessionState.IDLE;
    private Optional<Open> open = Optional.empty();
    /** Present after a schema change of this transaction. */
    private Optional<CatalogSnapshot> changedCatalog = Optional.empty();

    SessionState state() {
        return state;
    }

    Optional<Open> open() {
        return open;
    }

    Optional<CatalogSnapshot> changedCatalog() {
        return changedCatalog;
    }

    void catalogChanged(CatalogSnapshot catalog) {
        changedCatalog = Optional.of(catalog);
    }

    void begin(Open transaction) {
        open = Optional.of(transaction);
        state = SessionState.IN_TRANSACTION;
    }

    /** The transaction is over, one way or the other. */
    void end() {
        open = Optional.empty();
        changedCatalog = Optional.empty();
        state = SessionState.IDLE;
    }

    /** A statement failed: inside a transaction nothing goes on before its end. */
    void statementFailed() {
        if (state == SessionState.IN_TRANSACTION) {
            open.ifPresent(transaction -> transaction.kv().rollback());
            state = SessionState.ABORTED;
        }
    }

    void rollback() {
        if (state == SessionState.IN_TRANSACTION) {
            open.ifPresent(transaction -> transaction.kv().rollback());
        }
        end();
    }

    void close() {
        rollback();
        state = SessionState.CLOSED;
    }

    /** Fails with 25P02 when only the end of the transaction is acceptable. */
    void checkUsable() {
        if (state == SessionState.ABORTED) {
            throw new SqlException(
                    SqlState.IN_FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of"
                            + " transaction block");
        }
    }

    /** The error a client sees for a commit that did not commit; empty if it did. */
    static Optional<SqlError> error(CommitResult result) {
        if (result instanceof CommitResult.Conflict conflict) {
            return Optional.of(restart(conflict.reason()));
        }
        if (result instanceof CommitResult.GuardFailed) {
            return Optional.of(restart("the schema of a table has changed"));
        }
        if (result instanceof CommitResult.KeyExists) {
            return Optional.of(restart("a row with the same key was inserted meanwhile"));
        }
        if (result instanceof CommitResult.Refused refused) {
            return Optional.of(refused.error());
        }
        return Optional.empty();
    }

    /** 40001 as CockroachDB words it, so that clients' retry loops recognise it. */
    static SqlError restart(String reason) {
        return SqlError.of(SqlState.SERIALIZATION_FAILURE, "restart transaction: " + reason)
                .hint("Run the whole transaction again.");
    }
}
