package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.connect.ConnectProtocol;

import org.junit.jupiter.api.Test;

/** Statements through gateway, tenant server, wall and ranges, in a whole cluster. */
class SqlEndToEndTest {
    @Test
    void when_aClientConnects_then_itsStatementsReadWhatItWrote() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient client = test.client("c1");
            ConnectProtocol.ConnectReply reply = client.connect("n2", "main");
            assertThat(reply).isInstanceOf(ConnectProtocol.Connected.class);
            assertThat(client.execute("CREATE TABLE kv (k INT8 PRIMARY KEY, v STRING)")
                            .error())
                    .isEmpty();
            assertThat(client.execute("UPSERT INTO kv VALUES ($1, $2)", 7L, "seven")
                            .commandTag())
                    .isEqualTo("INSERT 0 1");
            assertThat(client.execute("UPSERT INTO kv VALUES ($1, $2)", -7L, "minus")
                            .error())
                    .isEmpty();
            StatementResult all = client.execute("SELECT k, v FROM kv ORDER BY k");
            assertThat(all.rows().toString()).isEqualTo("[[-7, minus], [7, seven]]");
            StatementResult twice = client.execute("INSERT INTO kv VALUES (7, 'again')");
            assertThat(twice.error().get().code()).isEqualTo("23505");
        }
    }

    @Test
    void when_anotherNodeHasAWarmCatalog_then_aNewTableIsKnownThereOnceCreateHasAnswered() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient first = test.client("c1");
            TestClient second = test.client("c2");
            first.connect("n1", "main");
            second.connect("n3", "main");
            first.execute("CREATE TABLE a (k INT8 PRIMARY KEY)");
            assertThat(second.execute("SELECT * FROM a").error()).isEmpty();
            first.execute("CREATE TABLE b (k INT8 PRIMARY KEY)");
            assertThat(second.execute("INSERT INTO b VALUES (1)").error()).isEmpty();
            first.execute("DROP TABLE b");
            assertThat(second.execute("INSERT INTO b VALUES (2)").error().get().code())
                    .isEqualTo("42P01");
        }
    }

    @Test
    void when_twoTransactionsUpdateWhatBothRead_then_oneHasToStartAgain() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient first = test.client("c1");
            TestClient second = test.client("c2");
            first.connect("n1", "main");
            second.connect("n2", "main");
            first.execute("CREATE TABLE bank (id INT8 PRIMARY KEY, balance INT8)");
            first.execute("INSERT INTO bank VALUES (1, 100), (2, 100)");
            first.execute("BEGIN");
            second.execute("BEGIN");
            first.execute("SELECT balance FROM bank WHERE id = 1");
            second.execute("SELECT balance FROM bank WHERE id = 1");
            first.execute("UPDATE bank SET balance = 90 WHERE id = 1");
            second.execute("UPDATE bank SET balance = 80 WHERE id = 1");
            assertThat(first.execute("COMMIT").error()).isEmpty();
            assertThat(second.execute("COMMIT").error().get().code()).isEqualTo("40001");
            assertThat(second.execute("SELECT balance FROM bank WHERE id = 1")
                            .rows()
                            .toString())
                    .isEqualTo("[[90]]");
        }
    }

    @Test
    void when_aTransactionReadsItsOwnWrites_then_bufferedRowsAppearInOrderAndDeletedOnesDoNot() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient client = test.client("c1");
            client.connect("n1", "main");
            client.execute("CREATE TABLE t (k INT8 PRIMARY KEY, v INT8)");
            client.execute("INSERT INTO t VALUES (1, 1), (3, 3), (5, 5)");
            client.execute("BEGIN");
            client.execute("INSERT INTO t VALUES (2, 2)");
            client.execute("DELETE FROM t WHERE k = 3");
            client.execute("UPDATE t SET v = 50 WHERE k = 5");
            assertThat(client.execute("SELECT k, v FROM t ORDER BY k").rows().toString())
                    .isEqualTo("[[1, 1], [2, 2], [5, 50]]");
            client.execute("ROLLBACK");
            assertThat(client.execute("SELECT k FROM t ORDER BY k").rows().toString())
                    .isEqualTo("[[1], [3], [5]]");
        }
    }

    @Test
    void when_anUnknownUserOrVirtualClusterIsNamed_then_theConnectionIsRefusedWithItsCode() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient client = test.client("c1");
            ConnectProtocol.Refused user =
                    (ConnectProtocol.Refused) client.connect("n1", "main", "nobody");
            assertThat(user.sqlState()).isEqualTo("28P01");
            ConnectProtocol.Refused name = (ConnectProtocol.Refused) client.connect("n1", "maim");
            assertThat(name.sqlState()).isEqualTo("08000");
            assertThat(name.message()).isEqualTo("service unavailable for target tenant (maim)");
            assertThat(name.hint()).contains("-ccluster=");
            assertThat(((ConnectProtocol.Connected) client.connect("n1", "")).virtualCluster())
                    .isEqualTo("main");
        }
    }

    @Test
    void when_theClusterIsNotVirtualized_then_everythingLivesInTheSystemVirtualCluster() {
        ClusterConfig config = TestCluster.standard(TestCluster.V25_4).unvirtualized();
        try (TestCluster test = TestCluster.up(config)) {
            TestClient client = test.client("c1");
            assertThat(((ConnectProtocol.Connected) client.connect("n1", "")).virtualCluster())
                    .isEqualTo("system");
            client.execute("CREATE TABLE kv (k INT8 PRIMARY KEY, v STRING)");
            client.execute("INSERT INTO kv VALUES (1, 'a')");
            assertThat(client.execute("SELECT v FROM kv WHERE k = 1").rows().toString())
                    .isEqualTo("[[a]]");
            assertThat(test.rows("system", "SHOW VIRTUAL CLUSTERS"))
                    .containsExactly("[1, system, ready, shared]");
            // The table's rows lie in the ranges that were made for it.
            assertThat(test.cluster.tableRanges("main")).hasSize(2);
        }
    }

    @Test
    void when_aStatementIsPrepared_then_itRunsByNameAndOnlyTheFirstRunPlans() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient client = test.client("c1");
            client.connect("n1", "main");
            client.execute("CREATE TABLE t (k INT8 PRIMARY KEY)");
            client.execute("PREPARE p AS SELECT k FROM t WHERE k = $1");
            client.execute("INSERT INTO t VALUES (4)");
            assertThat(client.execute("EXECUTE p (4)").rows().toString()).isEqualTo("[[4]]");
            int cold = test.changes("plan.cold").size();
            assertThat(client.executePrepared("p", 4L).rows().toString()).isEqualTo("[[4]]");
            assertThat(client.executePrepared("p", 5L).rows()).isEmpty();
            assertThat(test.changes("plan.cold")).hasSize(cold);
            assertThat(client.executePrepared("q", 5L).error().get().code()).isEqualTo("26000");
        }
    }
}
