package io.biplane.sql.session;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.admin.ControlPlane;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.ast.Expr;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.Binder;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.CommitResult;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.TxnOptions;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.plan.Explain;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.scalar.Evaluator;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.TimestampText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the statements of one session that need more than the session's own state. */
final class StatementRunner {
    private final TenantSql server;
    private final KvConnection connection;
    private final ControlPlane controlPlane;
    private final TransactionScope transaction;
    private final SessionVariables variables;
    private final PlanSource plans;
    private final QueryRunner queries;
    private final SchemaRunner schema;

    StatementRunner(
            TenantSql server,
            SessionPorts ports,
            TransactionScope transaction,
            SessionVariables variables) {
        this.server = server;
        this.connection = ports.kv();
        this.controlPlane = ports.controlPlane();
        this.transaction = transaction;
        this.variables = variables;
        this.plans = new PlanSource(server, connection);
        this.queries =
                new QueryRunner(server, connection, ports.flows(), transaction, variables, plans);
        this.schema = new SchemaRunner(server, connection, transaction, variables, plans);
    }

    Promise<StatementResult> run(
            PreparedStatements.Prepared prepared, List<?> parameters, WorkCounters work) {
        Statement statement = prepared.parsed().statement();
        if (statement instanceof Statement.Plannable plannable) {
            return queries.run(request(plannable, prepared), parameters, work);
        }
        if (!parameters.isEmpty()) {
            throw new SqlException(
                    SqlState.UNDEFINED_PARAMETER, "this statement takes no arguments");
        }
        if (statement instanceof Statement.Begin begin) {
            return Promise.ready(begin(begin, work));
        }
        if (statement instanceof Statement.Schema change) {
            return schema.run(change, work);
        }
        if (statement instanceof Statement.Explain explain) {
            return explain(explain, prepared, work);
        }
        throw new InvariantViolation("no case for " + statement);
    }

    private static PlanSource.Request request(
            Statement.Plannable statement, PreparedStatements.Prepared prepared) {
        return new PlanSource.Request(
                statement,
                prepared.sql(),
                prepared.parsed().placeholderCount(),
                prepared.declared());
    }

    private Promise<StatementResult> explain(
            Statement.Explain explain, PreparedStatements.Prepared prepared, WorkCounters work) {
        if (!(explain.statement() instanceof Statement.Plannable plannable)) {
            throw SqlError.unsupported("EXPLAIN of this statement", 1).toException();
        }
        PlanSource.Request request = request(plannable, prepared);
        return plans.plan(request, transaction.changedCatalog(), work).map(plan -> {
            List<Object[]> rows = new ArrayList<>();
            Explain.lines(plan, variables.distributionMode())
                    .forEach(line -> rows.add(new Object[] {line}));
            List<ResultColumn> columns = List.of(new ResultColumn("info", SqlType.STRING));
            return StatementResult.rows(columns, rows, "EXPLAIN", work);
        });
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
        Promise<CommitResult> committing = transaction.open().orElseThrow().kv().commit();
        transaction.end();
        return committing.map(result -> {
            if (hasChangedCatalog || result instanceof CommitResult.GuardFailed) {
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
            PreparedStatements.Prepared prepared, WorkCounters work) {
        if (!(prepared.parsed().statement() instanceof Statement.Plannable plannable)) {
            return Promise.ready(StatementDescription.EMPTY);
        }
        return plans.plan(request(plannable, prepared), transaction.changedCatalog(), work)
                .map(plan -> new StatementDescription(
                        plan.parameterTypes(), QueryRunner.columns(plan.outputs())));
    }

    /** The values of constant expressions, for EXECUTE. */
    List<Object> constants(List<Expr> expressions, List<SqlType> types) {
        if (expressions.size() != types.size()) {
            throw new SqlException(
                    SqlState.UNDEFINED_PARAMETER,
                    "expected " + types.size() + " arguments, got " + expressions.size());
        }
        long nowMicros = server.environment().nowMicros() - TimestampText.EPOCH_MICROS;
        EvalContext context =
                new EvalContext(new Object[0], nowMicros, server.environment()::uniqueRowId);
        List<Object> values = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            Scalar scalar = Binder.constant(expressions.get(i), types.get(i));
            values.add(Evaluator.of(scalar).evaluate(new Object[0], context));
        }
        return values;
    }

    /** Has a statement for the control plane carried out, if the session may make it at this moment. */
    Promise<StatementResult> control(ControlStatement statement, WorkCounters work) {
        if (statement.isChange()) {
            checkAlone(statement);
        }
        authorize(statement);
        statement.check();
        return controlPlane.submit(statement).map(reply -> controlResult(statement, reply, work));
    }

    /** The one place that decides which virtual cluster may make which. */
    private void authorize(ControlStatement statement) {
        Optional<String> refusal = statement.refusalToTenants();
        if (refusal.isPresent() && !server.tenant().isSystem()) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, refusal.get());
        }
    }

    private void checkAlone(ControlStatement statement) {
        if (transaction.state() == SessionState.IN_TRANSACTION) {
            throw new SqlException(
                    SqlState.ACTIVE_TRANSACTION,
                    statement.tag() + " cannot be used inside a multi-statement transaction");
        }
        if (variables.isOn("default_transaction_read_only")) {
            throw new SqlException(
                    SqlState.READ_ONLY_TRANSACTION,
                    "cannot execute " + statement.tag() + " in a read-only transaction");
        }
        if (statement.dangerousLoss().isPresent() && variables.isOn("sql_safe_updates")) {
            throw new SqlException(
                    SqlState.WARNING,
                    "rejected (via sql_safe_updates): "
                            + statement.dangerousLoss().get());
        }
    }

    private static StatementResult controlResult(
            ControlStatement statement, ControlReply reply, WorkCounters work) {
        if (reply instanceof ControlReply.Refused refused) {
            throw refused.error().toException();
        }
        if (reply instanceof ControlReply.Rows rows) {
            List<ResultColumn> columns = new ArrayList<>();
            rows.columns().forEach(c -> columns.add(new ResultColumn(c.name(), c.type())));
            return StatementResult.rows(columns, rows.rows(), statement.tag(), work);
        }
        return StatementResult.done(statement.tag(), work);
    }
}
