package io.biplane.sql.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.admin.TenantIdentity;
import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.TenantSpec;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.exec.Promise;
import io.biplane.sql.fixture.MemoryKv;
import io.biplane.sql.fixture.TestServer;
import io.biplane.sql.types.Null;
import io.biplane.sql.types.SqlType;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Retries, caches, counters and prepared statements of sessions. */
class SessionTest {
    private final MemoryKv store = MemoryKv.immediate();
    private final TestServer server = TestServer.over(store);
    private final SqlSession session = server.session();

    private StatementResult run(String sql, Object... parameters) {
        StatementResult result = server.run(session, sql, parameters);
        assertThat(result.error()).as(sql).isEmpty();
        return result;
    }

    private void createKv() {
        run("CREATE TABLE kv (k INT8 PRIMARY KEY, v STRING)");
        run("INSERT INTO kv VALUES (1, 'one'), (2, 'two')");
    }

    @Test
    void when_aStatementIsRepeated_then_itIsParsedAndPlannedOnce() {
        createKv();
        StatementResult first = run("SELECT v FROM kv WHERE k = $1", 1);
        StatementResult second = run("SELECT v FROM kv WHERE k = $1", 2L);
        assertThat(first.work().planCacheMisses()).isEqualTo(1);
        assertThat(first.work().tokensParsed()).isEqualTo(8);
        assertThat(first.work().nodesPlanned()).isPositive();
        assertThat(second.work().planCacheHits()).isEqualTo(1);
        assertThat(second.work().planCacheMisses()).isZero();
        assertThat(second.work().tokensParsed()).isZero();
        assertThat(second.work().nodesPlanned()).isZero();
        assertThat(second.rows()).containsExactly(Row.of("two"));
    }

    @Test
    void when_rowsAreRead_then_requestsRowsAndBytesAreCounted() {
        createKv();
        StatementResult point = run("SELECT v FROM kv WHERE k = 1");
        assertThat(point.work().kvRequests()).isEqualTo(1);
        assertThat(point.work().rowsRead()).isEqualTo(1);
        assertThat(point.work().kvBytesRead()).isPositive();
        StatementResult write = run("UPSERT INTO kv VALUES (3, 'x')");
        assertThat(write.work().kvRequests()).isEqualTo(1);
        assertThat(write.work().rowsWritten()).isEqualTo(1);
        StatementResult limited = run("SELECT k FROM kv LIMIT 1");
        assertThat(limited.work().rowsRead()).isEqualTo(1);
    }

    /** The other server's plan and catalog are stale; its write must not reach the old table. */
    @Test
    void when_aTableIsDroppedAndMadeAnewElsewhere_then_aStaleWriteReplansIntoTheNewOne() {
        createKv();
        TestServer other = TestServer.over(store);
        SqlSession elsewhere = other.session();
        other.run(elsewhere, "UPSERT INTO kv VALUES (5, 'five')");
        run("DROP TABLE kv");
        run("CREATE TABLE kv (k INT8 PRIMARY KEY, v STRING)");
        StatementResult written = other.run(elsewhere, "UPSERT INTO kv VALUES (5, 'five')");
        assertThat(written.error()).isEmpty();
        assertThat(written.work().retries()).isEqualTo(1);
        assertThat(written.work().catalogLoads()).isEqualTo(1);
        assertThat(run("SELECT k FROM kv").rows()).containsExactly(Row.of(5L));
    }

    @Test
    void when_aTableIsDroppedElsewhere_then_aStaleWriteFailsWithUndefinedTable() {
        createKv();
        TestServer other = TestServer.over(store);
        SqlSession elsewhere = other.session();
        other.run(elsewhere, "UPSERT INTO kv VALUES (5, 'five')");
        run("DROP TABLE kv");
        StatementResult written = other.run(elsewhere, "UPSERT INTO kv VALUES (5, 'five')");
        assertThat(written.error().orElseThrow().state()).isEqualTo(SqlState.UNDEFINED_TABLE);
    }

    @Test
    void when_theCatalogIsInvalidated_then_itIsLoadedOnceAndPlansThatStillFitAreKept() {
        createKv();
        run("SELECT v FROM kv WHERE k = 1");
        server.sql().catalogCache().invalidate();
        StatementResult again = run("SELECT v FROM kv WHERE k = 1");
        assertThat(again.work().catalogLoads()).isEqualTo(1);
        assertThat(again.work().planCacheHits()).isEqualTo(1);
        assertThat(run("SELECT v FROM kv WHERE k = 1").work().catalogLoads()).isZero();
    }

    @Test
    void when_commitsConflict_then_theStatementIsRetriedUpToTheLimit() {
        createKv();
        store.injectConflicts(3);
        assertThat(run("UPDATE kv SET v = 'x' WHERE k = 1").work().retries()).isEqualTo(3);
        run("SET automatic_retries_max = 2");
        store.injectConflicts(3);
        StatementResult failed = server.run(session, "UPDATE kv SET v = 'y' WHERE k = 1");
        assertThat(failed.error().orElseThrow().code()).isEqualTo("40001");
        assertThat(failed.error().orElseThrow().message()).startsWith("restart transaction");
        assertThat(failed.work().retries()).isEqualTo(2);
        assertThat(session.state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void when_statementsEndOneWayOrAnother_then_noTransactionStaysOpen() {
        createKv();
        server.run(session, "INSERT INTO kv VALUES (1, 'dup')");
        server.run(session, "SELECT k / 0 FROM kv");
        server.run(session, "INSERT INTO kv VALUES (9, 1 / 0)");
        server.run(session, "BEGIN");
        server.run(session, "nonsense");
        server.run(session, "ROLLBACK");
        server.run(session, "BEGIN");
        session.close();
        assertThat(store.openCount()).isZero();
    }

    @Test
    void when_twoSessionsIncrementConcurrently_then_noIncrementIsLost() {
        MemoryKv late = MemoryKv.deferred();
        TestServer shared = TestServer.over(late);
        SqlSession setup = shared.session();
        shared.run(setup, "CREATE TABLE c (id INT8 PRIMARY KEY, n INT8)");
        shared.run(setup, "INSERT INTO c VALUES (1, 0)");
        String sql = "UPDATE c SET n = n + 1 WHERE id = 1";
        List<SqlSession> sessions = List.of(shared.session(), shared.session(), shared.session());
        for (int round = 0; round < 10; round++) {
            List<Promise<StatementResult>> running =
                    sessions.stream().map(s -> s.execute(sql, List.of())).toList();
            late.runPending();
            running.forEach(promise ->
                    assertThat(shared.finish(promise).commandTag()).isEqualTo("UPDATE 1"));
        }
        assertThat(shared.run(setup, "SELECT n FROM c").rows()).containsExactly(Row.of(30L));
    }

    @Test
    void when_aStatementIsPrepared_then_itsTypesAreInferredAndDescribed() {
        createKv();
        StatementResult prepared =
                server.finish(session.prepare("p", "SELECT v, k + $2 AS n FROM kv WHERE k = $1"));
        assertThat(prepared.error()).isEmpty();
        StatementDescription description = session.describe("p").orElseThrow();
        assertThat(description.parameterTypes()).containsExactly(SqlType.INT8, SqlType.INT8);
        assertThat(description.columns())
                .containsExactly(
                        new ResultColumn("v", SqlType.STRING), new ResultColumn("n", SqlType.INT8));
        StatementResult result = server.finish(session.executePrepared("p", List.of("2", 40)));
        assertThat(result.rows()).containsExactly(Row.of("two", 42L));
        assertThat(result.work().planCacheHits()).isEqualTo(1);
    }

    @Test
    void when_parametersAreOfOtherClasses_then_theyAreConvertedOrRefused() {
        createKv();
        String sql = "UPSERT INTO kv VALUES ($1, $2)";
        run(sql, (short) 7, 42);
        run(sql, 8, Null.NULL);
        assertThat(run("SELECT v FROM kv WHERE k IN (7, 8)").rows())
                .containsExactly(Row.of("42"), Row.of(Null.NULL));
        assertThat(server.run(session, sql, "x", "y").error().orElseThrow().code())
                .isEqualTo("22P02");
        assertThat(server.run(session, sql, 1).error().orElseThrow().code()).isEqualTo("42P02");
        assertThat(server.run(session, sql, List.of(), "y")
                        .error()
                        .orElseThrow()
                        .code())
                .isEqualTo("42804");
    }

    @Test
    void when_theSystemTenantAsks_then_typedRequestsReachTheControlPlane() {
        TestServer system = TestServer.of(MemoryKv.immediate(), TenantIdentity.SYSTEM);
        SqlSession operator = system.session();
        system.run(operator, "ALTER TENANT [3] START SERVICE SHARED");
        system.run(operator, "SET CLUSTER SETTING a.b = 10");
        system.run(operator, "ALTER VIRTUAL CLUSTER ALL RESET CLUSTER SETTING a.b");
        assertThat(system.controlPlane().statements())
                .containsExactly(
                        new ControlStatement.AlterService(
                                new TenantSpec.ById(3),
                                ControlStatement.ServiceAction.START_SHARED),
                        new ControlStatement.SetClusterSetting(
                                Optional.empty(), new Name("a.b", 21), Optional.of("10"), false),
                        new ControlStatement.SetClusterSetting(
                                Optional.of(TenantSpec.All.ALL),
                                new Name("a.b", 49),
                                Optional.empty(),
                                true));
    }

    @Test
    void when_aTenantAsksForOthers_then_nothingReachesTheControlPlane() {
        server.run(session, "SHOW VIRTUAL CLUSTERS");
        server.run(session, "ALTER VIRTUAL CLUSTER ALL SET CLUSTER SETTING a.b = 1");
        server.run(session, "SHOW CLUSTER SETTINGS FOR VIRTUAL CLUSTER main");
        assertThat(server.controlPlane().statements()).isEmpty();
    }
}
