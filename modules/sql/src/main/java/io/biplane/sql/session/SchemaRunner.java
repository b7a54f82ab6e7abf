package io.biplane.sql.session;

import io.biplane.sql.ast.Statement;
import io.biplane.sql.catalog.CatalogSnapshot;
import io.biplane.sql.ddl.SchemaStatements;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.CountingTransaction;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.TxnOptions;
import io.biplane.sql.exec.WorkCounters;

import java.util.Optional;

/** Runs statements on tables, within the session's transaction or in one of their own. */
final class SchemaRunner {
    private final TenantSql server;
    private final KvConnection connection;
    private final TransactionScope transaction;
    private final SessionVariables variables;
    private final PlanSource plans;

    SchemaRunner(
            TenantSql server,
            KvConnection connection,
            TransactionScope transaction,
            SessionVariables variables,
            PlanSource plans) {
        this.server = server;
        this.connection = connection;
        this.transaction = transaction;
        this.variables = variables;
        this.plans = plans;
    }

    private SchemaStatements statements() {
        return new SchemaStatements(server.catalogStore());
    }

    Promise<StatementResult> run(Statement.Schema statement, WorkCounters work) {
        if (!SchemaStatements.isChange(statement)) {
            return show(statement, work);
        }
        Optional<TransactionScope.Open> open = transaction.open();
        boolean isReadOnly = open.map(TransactionScope.Open::isReadOnly)
                .orElse(variables.isOn("default_transaction_read_only"));
        if (isReadOnly) {
            throw new SqlException(
                    SqlState.READ_ONLY_TRANSACTION,
                    "cannot execute a schema change in a read-only transaction");
        }
        if (open.isEmpty()) {
            return attempt(statement, 0, work);
        }
        KvTransaction kv = new CountingTransaction(open.get().kv(), work);
        return statements()
                .change(statement, kv)
                .flatMap(tag -> statements().catalog(kv).map(catalog -> {
                    transaction.catalogChanged(catalog);
                    return StatementResult.done(tag, work);
                }));
    }

    private Promise<StatementResult> attempt(
            Statement.Schema statement, int number, WorkCounters work) {
        KvTransaction kv =
                new CountingTransaction(connection.begin(TxnOptions.implicit(false, number)), work);
        Promise<String> changing;
        try {
            changing = statements().change(statement, kv);
        } catch (SqlException failure) {
            changing = Promise.failed(failure.error());
        }
        Promise<String> running = changing.recover(error -> {
            kv.rollback();
            return Promise.failed(error);
        });
        return running.flatMap(tag -> kv.commit().map(result -> {
                    TransactionScope.error(result).ifPresent(error -> {
                        throw error.toException();
                    });
                    server.catalogCache().invalidate();
                    return StatementResult.done(tag, work);
                }))
                .recover(error -> retryOrFail(statement, number, error, work));
    }

    private Promise<StatementResult> retryOrFail(
            Statement.Schema statement, int number, SqlError error, WorkCounters work) {
        boolean mayRetry = number < variables.number(SessionVariables.AUTOMATIC_RETRIES);
        if (!error.isRetryable() || !mayRetry || transaction.state() == SessionState.CLOSED) {
            return Promise.failed(error);
        }
        work.addRetry();
        return attempt(statement, number + 1, work);
    }

    /**
     * A table that is not known may have been created elsewhere, so such a failure is not final.
     */
    private Promise<StatementResult> show(Statement.Schema statement, WorkCounters work) {
        Optional<CatalogSnapshot> changed = transaction.changedCatalog();
        if (changed.isPresent()) {
            return Promise.ready(result(statement, changed.get(), work));
        }
        boolean isList = statement instanceof Statement.ShowTables;
        if (isList) {
            server.catalogCache().invalidate();
        }
        boolean wasCached = server.catalogCache().cached().isPresent();
        Promise<StatementResult> shown =
                plans.catalog(work).map(catalog -> result(statement, catalog, work));
        return shown.recover(error -> {
            if (!wasCached || !PlanSource.mayBeStale(error)) {
                return Promise.failed(error);
            }
            server.catalogCache().invalidate();
            return plans.catalog(work).map(catalog -> result(statement, catalog, work));
        });
    }

    private static StatementResult result(
            Statement.Schema statement, CatalogSnapshot catalog, WorkCounters work) {
        SchemaStatements.Table table = SchemaStatements.show(statement, catalog);
        return StatementResult.rows(
                QueryRunner.columns(table.outputs()),
                table.rows(),
                "SHOW " + table.rows().size(),
                work);
    }
}
