package io.biplane.bench.sql;

import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;
import io.biplane.sql.admin.ControlReply;
import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.flow.FlowPort;
import io.biplane.sql.parse.SqlParser;
import io.biplane.sql.session.SessionEnvironment;
import io.biplane.sql.session.SessionPorts;
import io.biplane.sql.session.SqlSession;
import io.biplane.sql.session.StatementResult;
import io.biplane.sql.session.TenantSql;
import io.biplane.sql.types.KeyEncoding;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongFunction;

/** Measures cached point statements, and parsing, binding and planning of new text. */
public final class SqlBench {
    private static final int ROWS = 10_000;
    private static final int ROUNDS = 8;
    /** CPU time of this thread, so that a busy machine spoils little. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** Keeps results alive, so that nothing measured is optimised away. */
    private long checksum;

    private final Figures figures;
    private final SqlSession session;

    private SqlBench(Figures figures) {
        this.figures = figures;
        TenantIdentity tenant = new TenantIdentity(3, "main");
        TenantSql sql = TenantSql.create(
                tenant, KeyEncoding.tenantPrefix(tenant.id()), new StillEnvironment());
        this.session = sql.openSession(
                "root",
                new SessionPorts(
                        new TableStore(),
                        FlowPort.NONE,
                        request -> Promise.ready(ControlReply.Done.DONE)));
        run("CREATE TABLE kv (k INT8 PRIMARY KEY, v STRING)");
        for (long key = 0; key < ROWS; key++) {
            run("UPSERT INTO kv VALUES ($1, $2)", key, "value of some bytes");
        }
        finish(session.prepare("point", "SELECT v FROM kv WHERE k = $1"));
    }

    /** Measures. */
    public static void run(Figures figures) {
        SqlBench bench = new SqlBench(figures);
        bench.measure(
                "cached point SELECT, by text",
                200_000,
                i -> bench.run("SELECT v FROM kv WHERE k = $1", i % ROWS));
        bench.measure(
                "cached point SELECT, prepared",
                200_000,
                i -> bench.finish(bench.session.executePrepared("point", List.of(i % ROWS))));
        bench.measure(
                "cached point UPSERT, autocommit",
                200_000,
                i -> bench.run("UPSERT INTO kv VALUES ($1, $2)", i % ROWS, "value of some bytes"));
        bench.measure(
                "cached point UPDATE, autocommit",
                200_000,
                i -> bench.run("UPDATE kv SET v = $2 WHERE k = $1", i % ROWS, "another value"));
        bench.measure(
                "parse a point SELECT",
                50_000,
                i -> SqlParser.parse("SELECT v FROM kv WHERE k = " + i).tokenCount());
        bench.measure(
                "parse BETWEEN ... AND",
                50_000,
                i -> SqlParser.parse("SELECT v FROM kv WHERE k BETWEEN " + i + " AND 9 AND v = 'x'")
                        .tokenCount());
        bench.measure(
                "parse, bind, plan, run a new point SELECT",
                50_000,
                i -> bench.run("SELECT v FROM kv WHERE k = " + i));
        bench.measure(
                "scan 1,000 rows, filter and sum",
                500,
                i -> bench.run("SELECT sum(k) FROM kv WHERE k < 1000 AND v LIKE 'val%'"));
        if (bench.checksum == 0) {
            throw new IllegalStateException("nothing was computed");
        }
    }

    /** Adds nanoseconds per call: the best of the rounds, the first ones being warm-up. */
    private void measure(String name, int calls, LongFunction<Object> body) {
        long bestNanos = Long.MAX_VALUE;
        long next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long startedAtNanos = CPU.getCurrentThreadCpuTime();
            for (int i = 0; i < calls; i++) {
                checksum += body.apply(next++).hashCode();
            }
            bestNanos = Math.min(bestNanos, CPU.getCurrentThreadCpuTime() - startedAtNanos);
        }
        figures.add(Figure.of(name, (double) bestNanos / calls, "CPU ns"));
    }

    private Object run(String sql, Object... parameters) {
        return finish(session.execute(sql, List.of(parameters)));
    }

    private Object finish(Promise<StatementResult> promise) {
        StatementResult result = ((Promise.Success<StatementResult>) promise.outcome()).value();
        if (!result.isSuccess()) {
            throw new IllegalStateException(result.error().toString());
        }
        return result.rows().size();
    }

    /** A clock that stands still. */
    private static final class StillEnvironment implements SessionEnvironment {
        private long lastRowId;

        @Override
        public long nowMicros() {
            return 0;
        }

        @Override
        public long uniqueRowId() {
            return ++lastRowId;
        }
    }
}
