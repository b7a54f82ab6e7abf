package io.biplane.sql.session;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.bind.BoundStatement.Output;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.CommitResult;
import io.biplane.sql.exec.CountingTransaction;
import io.biplane.sql.exec.KvConnection;
import io.biplane.sql.exec.KvTransaction;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.TxnOptions;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.flow.FlowPort;
import io.biplane.sql.operator.ChangeExecutor;
import io.biplane.sql.operator.ExecContext;
import io.biplane.sql.operator.PlanExecutor;
import io.biplane.sql.plan.PhysicalPlan;
import io.biplane.sql.scalar.EvalContext;
import io.biplane.sql.types.TimestampText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs planned statements, within the session's transaction or, with retries, in one of their own.
 */
final class QueryRunner {
    private final TenantSql server;
    private final KvConnection connection;
    private final FlowPort flows;
    private final TransactionScope transaction;
    private final SessionVariables variables;
    private final PlanSource plans;

    QueryRunner(
            TenantSql server,
            KvConnection connection,
            FlowPort flows,
            TransactionScope transaction,
            SessionVariables variables,
            PlanSource plans) {
        this.server = server;
        this.connection = connection;
        this.flows = flows;
        this.transaction = transaction;
        this.variables = variables;
        this.plans = plans;
    }

    /** One run of one statement; the same object serves its retries. */
    private record Run(
            PlanSource.Request request, List<?> parameters, long nowMicros, WorkCounters work) {}

    Promise<StatementResult> run(
            PlanSource.Request request, List<?> parameters, WorkCounters work) {
        checkSafe(request.statement());
        Optional<TransactionScope.Open> open = transaction.open();
        if (open.isEmpty()) {
            long nowMicros = server.environment().nowMicros();
            return attempt(new Run(request, parameters, nowMicros, work), 0);
        }
        Run run = new Run(request, parameters, open.get().startMicros(), work);
        return plans.plan(request, transaction.changedCatalog(), work).flatMap(plan -> {
            checkMayWrite(plan, request.statement(), open.get().isReadOnly());
            KvTransaction counting = new CountingTransaction(open.get().kv(), work);
            return PlanExecutor.execute(plan, context(run, plan, counting, false))
                    .map(outcome -> result(plan, request.statement(), outcome, work));
        });
    }

    private ExecContext context(
            Run run, PhysicalPlan plan, KvTransaction counting, boolean isImplicit) {
        EvalContext eval = new EvalContext(
                ParameterValues.convert(run.parameters(), plan.parameterTypes()),
                run.nowMicros() - TimestampText.EPOCH_MICROS,
                server.environment()::uniqueRowId);
        return new ExecContext(
                counting,
                eval,
                run.work(),
                isImplicit,
                new ExecContext.Anywhere(flows, variables.distributionMode()));
    }

    /** Plans, runs and commits; after a conflict again, up to the session's number of retries. */
    private Promise<StatementResult> attempt(Run run, int number) {
        return plans.plan(run.request(), Optional.empty(), run.work())
                .flatMap(plan -> execute(run, plan, number));
    }

    private Promise<StatementResult> execute(Run run, PhysicalPlan plan, int number) {
        checkMayWrite(
                plan, run.request().statement(), variables.isOn("default_transaction_read_only"));
        TxnOptions options = TxnOptions.implicit(!plan.isWrite(), number);
        KvTransaction kv = new CountingTransaction(connection.begin(options), run.work());
        Promise<PlanExecutor.Outcome> executing;
        try {
            executing = PlanExecutor.execute(plan, context(run, plan, kv, true));
        } catch (SqlException failure) {
            executing = Promise.failed(failure.error());
        }
        Promise<PlanExecutor.Outcome> running = executing.recover(error -> {
            kv.rollback();
            return Promise.failed(error);
        });
        return running.flatMap(outcome -> kv.commit()
                        .flatMap(committed -> committed instanceof CommitResult.Committed
                                ? Promise.ready(result(
                                        plan, run.request().statement(), outcome, run.work()))
                                : Promise.failed(commitError(plan, committed))))
                .recover(error -> retryOrFail(run, number, error));
    }

    private SqlError commitError(PhysicalPlan plan, CommitResult result) {
        if (result instanceof CommitResult.GuardFailed) {
            server.catalogCache().invalidate();
        }
        if (result instanceof CommitResult.KeyExists exists
                && plan.action() instanceof PhysicalPlan.Insert insert) {
            return ChangeExecutor.duplicate(insert.table(), exists.key());
        }
        return TransactionScope.error(result)
                .orElseThrow(() -> new InvariantViolation("no error in " + result));
    }

    private Promise<StatementResult> retryOrFail(Run run, int number, SqlError error) {
        boolean mayRetry = number < variables.number(SessionVariables.AUTOMATIC_RETRIES);
        if (!error.isRetryable() || !mayRetry || transaction.state() == SessionState.CLOSED) {
            return Promise.failed(error);
        }
        run.work().addRetry();
        return attempt(run, number + 1);
    }

    private static void checkMayWrite(PhysicalPlan plan, Statement statement, boolean isReadOnly) {
        if (isReadOnly && plan.isWrite()) {
            throw new SqlException(
                    SqlState.READ_ONLY_TRANSACTION,
                    "cannot execute " + verb(statement) + " in a read-only transaction");
        }
    }

    /** Source: CockroachDB "sql_safe_updates". */
    private void checkSafe(Statement statement) {
        boolean isUnsafe =
                statement instanceof Statement.Delete delete && delete.where().isEmpty()
                        || statement instanceof Statement.Update update
                                && update.where().isEmpty();
        if (isUnsafe && variables.isOn("sql_safe_updates")) {
            throw new SqlException(
                    SqlState.WARNING,
                    "rejected (sql_safe_updates = true): " + verb(statement)
                            + " without WHERE clause");
        }
    }

    private static String verb(Statement statement) {
        if (statement instanceof Statement.Insert) {
            return "INSERT";
        }
        if (statement instanceof Statement.Update) {
            return "UPDATE";
        }
        return statement instanceof Statement.Delete ? "DELETE" : "SELECT";
    }

    private static StatementResult result(
            PhysicalPlan plan,
            Statement statement,
            PlanExecutor.Outcome outcome,
            WorkCounters work) {
        String verb = verb(statement);
        String tag = (verb.equals("INSERT") ? "INSERT 0 " : verb + " ") + outcome.changedCount();
        return StatementResult.rows(columns(plan.outputs()), outcome.rows(), tag, work);
    }

    static List<ResultColumn> columns(List<Output> outputs) {
        List<ResultColumn> columns = new ArrayList<>(outputs.size());
        outputs.forEach(output -> columns.add(new ResultColumn(output.name(), output.type())));
        return columns;
    }
}
