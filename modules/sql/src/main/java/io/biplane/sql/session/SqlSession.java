package io.biplane.sql.session;

import io.biplane.base.invariant.Invariant;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.Statement;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.exec.WorkCounters;
import io.biplane.sql.parse.ParsedStatement;
import io.biplane.sql.parse.SqlParser;
import io.biplane.sql.types.SqlType;

import java.util.List;
import java.util.Optional;

/**
 * One client's session: the pure core that a session actor wraps. It takes one statement at a time;
 * calling again before the promise is complete is a bug of the caller. Results never fail: what
 * goes wrong in a statement is in {@link StatementResult#error()}.
 */
public final class SqlSession {
    private final TenantSql server;
    private final SessionVariables variables;
    private final TransactionScope transaction = new TransactionScope();
    private final PreparedStatements prepared = new PreparedStatements();
    private final StatementRunner runner;
    private boolean isBusy;

    SqlSession(TenantSql server, String user, SessionPorts ports) {
        this.server = server;
        this.variables = new SessionVariables(server.tenant(), user);
        this.runner = new StatementRunner(server, ports, transaction, variables);
    }

    /**
     * Runs one statement.
     *
     * @param parameters values of {@code $1}, {@code $2} …: of the Java class of the wanted type
     *     ({@code SqlType.Kind}), or {@code Integer}, {@code Double} and the like, or text that is
     *     converted; {@code
     *     Null.NULL} for NULL
     */
    public Promise<StatementResult> execute(String sql, List<?> parameters) {
        WorkCounters work = new WorkCounters();
        return start(
                work,
                () -> dispatch(
                        PreparedStatements.Prepared.direct(sql, parse(sql, work)),
                        parameters,
                        work));
    }

    /** Parses and plans under {@code name}; the empty name may be used again and again. */
    public Promise<StatementResult> prepare(String name, String sql) {
        return prepare(name, sql, List.of());
    }

    /**
     * Parses and plans under {@code name}.
     *
     * @param declared types of the first placeholders, UNKNOWN for those to be inferred
     */
    public Promise<StatementResult> prepare(String name, String sql, List<SqlType> declared) {
        WorkCounters work = new WorkCounters();
        return start(work, () -> {
            transaction.checkUsable();
            PreparedStatements.Prepared statement = new PreparedStatements.Prepared(
                    sql, parse(sql, work), List.copyOf(declared), StatementDescription.EMPTY);
            return prepare(new Name(name, 0), statement, work);
        });
    }

    private Promise<StatementResult> prepare(
            Name name, PreparedStatements.Prepared statement, WorkCounters work) {
        prepared.checkFree(name);
        return runner.describe(statement, work).map(description -> {
            prepared.add(name.text(), statement.with(description));
            return StatementResult.done("PREPARE", work);
        });
    }

    /** Runs what was prepared under {@code name}. */
    public Promise<StatementResult> executePrepared(String name, List<?> parameters) {
        WorkCounters work = new WorkCounters();
        return start(work, () -> dispatch(prepared.find(name, 0), parameters, work));
    }

    /** Forgets what was prepared under {@code name}; nothing happens if there is no such thing. */
    public void deallocate(String name) {
        prepared.remove(name);
    }

    /** Parameter types and result columns of a prepared statement, for a protocol's Describe. */
    public Optional<StatementDescription> describe(String name) {
        return prepared.description(name);
    }

    /** Where the session stands; for the protocol's ReadyForQuery and for draining. */
    public SessionState state() {
        return transaction.state();
    }

    /** Whether a statement is running. */
    public boolean isBusy() {
        return isBusy;
    }

    /** A session variable's value, for start-up packets and logs; fails with 42704. */
    public String variable(String name) {
        return variables.value(name);
    }

    /** Sets a variable as SET does, for start-up options; fails with 42704, 22023, 55P02. */
    public void setVariable(String name, String value) {
        variables.set(new Name(name, 0), value);
    }

    /**
     * Rolls back and ends. A running statement's promise may still complete and is to be ignored.
     */
    public void close() {
        transaction.close();
    }

    /** One statement's beginning; may throw {@link SqlException}. */
    private interface Start {
        Promise<StatementResult> run();
    }

    private Promise<StatementResult> start(WorkCounters work, Start start) {
        Invariant.check(!isBusy, "a statement is running in this session");
        if (transaction.state() == SessionState.CLOSED) {
            return Promise.ready(StatementResult.failed(
                    SqlError.of(SqlState.CONNECTION_EXCEPTION, "the session is closed"), work));
        }
        isBusy = true;
        Promise<StatementResult> running;
        try {
            running = start.run();
        } catch (SqlException failure) {
            running = Promise.failed(failure.error());
        }
        return running.recover(error -> {
                    transaction.statementFailed();
                    return Promise.ready(StatementResult.failed(error, work));
                })
                .then(result -> isBusy = false);
    }

    private ParsedStatement parse(String sql, WorkCounters work) {
        Optional<ParsedStatement> known = server.planCache().statement(sql);
        if (known.isPresent()) {
            return known.get();
        }
        ParsedStatement parsed = SqlParser.parse(sql);
        work.addTokensParsed(parsed.tokenCount());
        server.planCache().put(sql, parsed);
        return parsed;
    }

    private Promise<StatementResult> dispatch(
            PreparedStatements.Prepared current, List<?> parameters, WorkCounters work) {
        Statement statement = current.parsed().statement();
        if (statement instanceof Statement.Commit) {
            return runner.commit(work);
        }
        if (statement instanceof Statement.Rollback) {
            return runner.rollback(work);
        }
        transaction.checkUsable();
        if (statement instanceof Statement.Execute execute) {
            return executeByStatement(execute, work);
        }
        if (statement instanceof Statement.Prepare prepare) {
            return prepare(prepare.name(), PreparedStatements.inner(prepare), work);
        }
        if (statement instanceof Statement.Deallocate deallocate) {
            return Promise.ready(StatementResult.done(prepared.deallocate(deallocate), work));
        }
        if (statement instanceof Statement.SetVariable set) {
            return Promise.ready(set(set, work));
        }
        if (statement instanceof Statement.ShowVariable show) {
            return Promise.ready(ShowVariables.show(show, variables, work));
        }
        if (statement instanceof ControlStatement control) {
            return runner.control(control, work);
        }
        return runner.run(current, parameters, work);
    }

    private StatementResult set(Statement.SetVariable set, WorkCounters work) {
        if (set.value().isPresent()) {
            variables.set(set.variable(), set.value().get());
            return StatementResult.done("SET", work);
        }
        variables.reset(set.variable());
        return StatementResult.done("RESET", work);
    }

    private Promise<StatementResult> executeByStatement(
            Statement.Execute execute, WorkCounters work) {
        PreparedStatements.Prepared statement =
                prepared.find(execute.name().text(), execute.name().position());
        if (statement.parsed().statement() instanceof Statement.Execute) {
            throw SqlError.unsupported("EXECUTE of EXECUTE", execute.name().position())
                    .toException();
        }
        List<Object> values =
                runner.constants(execute.arguments(), statement.description().parameterTypes());
        return dispatch(statement, values, work);
    }
}
