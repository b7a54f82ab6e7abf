package io.biplane.sql.session;

import io.biplane.sql.admin.AdminReplies;
import io.biplane.sql.admin.AdminStatements;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.admin.ControlRequest;
import io.biplane.sql.ast.AdminStatement;
import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.TxnOptions;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.parse.ParsedStatement;
import io.biplane.sql.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the statements of one session that need more than the session's own state. */
final class StatementRunner {
    private final TenantSql server;
    private final KvConnection connection;
    private final TransactionScope transaction;
    private final SessionVariables variables;

    StatementRunner(
            TenantSql server,
            KvConnection connection,
            TransactionScope transaction,
            SessionVariables variables) {
        this.server = server;
        this.connection = connection;
        this.transaction = transaction;
        this.variables = variables;
    }

    Promise<StatementResult> run(
            ParsedStatement parsed, String sql, List<?> parameters, WorkCounters work) {
        if (parsed.statement() instanceof Statement.Begin begin) {
            return Promise.ready(begin(begin, work));
        }
        throw SqlError.unsupported("this statement", 1).toException();
    }

    private StatementResult begin(Statement.Begin begin, WorkCounters work) {
        if (transaction.state() == SessionState.IN_TRANSACTION) {
            throw new SqlException(
                    SqlState.ACTIVE_TRANSACTION, "there is already a transaction in progress");
        }
        boolean isReadOnly = begin.isReadOnly() || variables.isOn("default_transaction_read_only");
        transaction.begin(new TransactionScope.Open(
                connection.begin(new TxnOptions(isReadOnly, false, 0)),
                isReadOnly,
                server.environment().nowMicros()));
        return StatementResult.done("BEGIN", work);
    }

    /** COMMIT: of an aborted transaction it rolls back, of none it does nothing. */
    Promise<StatementResult> commit(WorkCounters work) {
        if (transaction.state() != SessionState.IN_TRANSACTION) {
            boolean isAborted = transaction.state() == SessionState.ABORTED;
            transaction.end();
            return Promise.ready(StatementResult.done(isAborted ? "ROLLBACK" : "COMMIT", work));
        }
        boolean hasChangedCatalog = transaction.changedCatalog().isPresent();
        Promise<io.biplane.sql.exec.CommitResult> committing =
                transaction.open().orElseThrow().kv().commit();
        transaction.end();
        return committing.map(result -> {
            if (hasChangedCatalog
                    || result instanceof io.biplane.sql.exec.CommitResult.GuardFailed) {
                server.catalogCache().invalidate();
            }
            TransactionScope.error(result).ifPresent(error -> {
                throw error.toException();
            });
            return StatementResult.done("COMMIT", work);
        });
    }

    Promise<StatementResult> rollback(WorkCounters work) {
        transaction.rollback();
        return Promise.ready(StatementResult.done("ROLLBACK", work));
    }

    /** Parameter types and columns of a statement that was just parsed. */
    Promise<StatementDescription> describe(
            ParsedStatement parsed, String sql, List<SqlType> declared, WorkCounters work) {
        return Promise.ready(StatementDescription.EMPTY);
    }

    /** The values of constant expressions, for EXECUTE. */
    List<Object> constants(List<Expr> expressions, List<SqlType> types) {
        throw SqlError.unsupported("EXECUTE", 1).toException();
    }

    Promise<StatementResult> admin(AdminStatement statement, WorkCounters work) {
        if (AdminStatements.isChange(statement)) {
            checkAlone(statement);
        }
        ControlRequest request = AdminStatements.toRequest(statement, server.tenant());
        return server.controlPlane()
                .submit(server.tenant(), request)
                .map(reply -> adminResult(statement, request, reply, work));
    }

    private void checkAlone(AdminStatement statement) {
        if (transaction.state() == SessionState.IN_TRANSACTION) {
            throw new SqlException(
                    SqlState.ACTIVE_TRANSACTION,
                    AdminStatements.commandTag(statement)
                            + " cannot be used inside a multi-statement transaction");
        }
        if (variables.isOn("default_transaction_read_only")) {
            throw new SqlException(
                    SqlState.READ_ONLY_TRANSACTION,
                    "cannot execute "
                            + AdminStatements.commandTag(statement)
                            + " in a read-only transaction");
        }
        if (statement instanceof AdminStatement.DropVirtualCluster
                && variables.isOn("sql_safe_updates")) {
            throw new SqlException(
                    SqlState.WARNING,
                    "rejected (via sql_safe_updates): DROP VIRTUAL CLUSTER causes"
                            + " irreversible data loss");
        }
    }

    private static StatementResult adminResult(
            AdminStatement statement,
            ControlRequest request,
            ControlReply reply,
            WorkCounters work) {
        if (reply instanceof ControlReply.Refused refused) {
            throw refused.error().toException();
        }
        AdminReplies.Table table = AdminReplies.toTable(request, reply);
        if (table.columns().isEmpty()) {
            return StatementResult.done(AdminStatements.commandTag(statement), work);
        }
        List<ResultColumn> columns = new ArrayList<>();
        table.columns().forEach(c -> columns.add(new ResultColumn(c.name(), c.type())));
        List<Row> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(Row.of(row)));
        work.addRowsReturned(rows.size());
        return new StatementResult(columns, rows, "SHOW", Optional.empty(), work);
    }
}
