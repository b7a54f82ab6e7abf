package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.sqlserver.connect.ConnectProtocol;

import org.junit.jupiter.api.Test;

/** Virtual clusters and settings as the operator and tenants see them. Texts: docs/reference/virtual-clusters.md. */
class ControlPlaneTest {
    @Test
    void when_aVirtualClusterIsCreatedStartedStoppedAndDropped_then_eachStepTakesEffect() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            test.rows("system", "CREATE VIRTUAL CLUSTER app");
            assertThat(test.rows("system", "SHOW VIRTUAL CLUSTERS"))
                    .containsExactly(
                            "[1, system, ready, shared]",
                            "[3, main, ready, shared]",
                            "[4, app, ready, none]");
            assertThat(test.error("system", "CREATE VIRTUAL CLUSTER app"))
                    .isEqualTo("42710 tenant with name \"app\" already exists");
            test.rows("system", "CREATE VIRTUAL CLUSTER IF NOT EXISTS app");
            TestClient client = test.client("c1");
            assertThat(((ConnectProtocol.Refused) client.connect("n2", "app")).sqlState())
                    .isEqualTo("08000");

            test.rows("system", "ALTER VIRTUAL CLUSTER app START SERVICE SHARED");
            test.runFor(1.5);
            assertThat(client.connect("n2", "app")).isInstanceOf(ConnectProtocol.Connected.class);
            client.execute("CREATE TABLE t (k INT8 PRIMARY KEY)");
            assertThat(client.execute("INSERT INTO t VALUES (1)").error()).isEmpty();
            assertThat(test.rows("main", "SHOW TABLES")).isEmpty();
            assertThat(test.error("system", "ALTER VIRTUAL CLUSTER app RENAME TO other"))
                    .isEqualTo("55000 cannot rename tenant in service mode shared");
            assertThat(test.error("system", "DROP VIRTUAL CLUSTER app"))
                    .isEqualTo("55000 cannot drop tenant \"app\" (4) in service mode shared");

            test.rows("system", "ALTER VIRTUAL CLUSTER app STOP SERVICE");
            assertThat(client.closed.get(0).sqlState()).isEqualTo("57P01");
            assertThat(test.changes("tenant.stopped"))
                    .contains(
                            "n1 tenant=4 name=app node=n1",
                            "n2 tenant=4 name=app node=n2",
                            "n3 tenant=4 name=app node=n3");
            assertThat(test.rows("system", "SHOW VIRTUAL CLUSTER app"))
                    .containsExactly("[4, app, ready, none]");
            ConnectProtocol.Refused refused = (ConnectProtocol.Refused) client.connect("n2", "app");
            assertThat(refused.sqlState()).isEqualTo("08000");
            assertThat(refused.message()).isEqualTo("service unavailable for target tenant (app)");

            test.rows("system", "ALTER VIRTUAL CLUSTER app RENAME TO other");
            test.rows("system", "DROP VIRTUAL CLUSTER other");
            assertThat(test.rows("system", "SHOW VIRTUAL CLUSTERS")).hasSize(2);
            assertThat(test.error("system", "DROP VIRTUAL CLUSTER other"))
                    .isEqualTo("42704 tenant \"other\" does not exist");
        }
    }

    @Test
    void when_servicesChangeDirectly_then_theTableOfModesDecides() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            assertThat(test.error("system", "ALTER VIRTUAL CLUSTER main START SERVICE EXTERNAL"))
                    .isEqualTo("55000 cannot change service mode shared to external directly");
            test.rows("system", "ALTER VIRTUAL CLUSTER main START SERVICE SHARED");
            assertThat(test.error("system", "ALTER VIRTUAL CLUSTER system STOP SERVICE"))
                    .isEqualTo("22023 cannot set tenant service tenant \"1\", ID assigned to system"
                            + " tenant");
            assertThat(test.error("main", "ALTER VIRTUAL CLUSTER main STOP SERVICE"))
                    .isEqualTo("42501 only the system tenant can set tenant service other tenants");
        }
    }

    @Test
    void when_settingsAreSet_then_scopeAndOverridesDecideWhatAVirtualClusterSees() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            String wait = "server.shutdown.transactions.timeout";
            assertThat(test.rows("main", "SHOW CLUSTER SETTING " + wait)).containsExactly("[10s]");
            test.rows("main", "SET CLUSTER SETTING " + wait + " = '7s'");
            assertThat(test.rows("main", "SHOW CLUSTER SETTING " + wait)).containsExactly("[7s]");
            assertThat(test.rows("system", "SHOW CLUSTER SETTING " + wait))
                    .containsExactly("[10s]");
            // The old name is the same setting.
            assertThat(test.rows("main", "SHOW CLUSTER SETTING server.shutdown.query_wait"))
                    .containsExactly("[7s]");

            test.rows(
                    "system", "ALTER VIRTUAL CLUSTER ALL SET CLUSTER SETTING " + wait + " = '20s'");
            assertThat(test.rows("main", "SHOW CLUSTER SETTING " + wait)).containsExactly("[20s]");
            test.rows(
                    "system",
                    "ALTER VIRTUAL CLUSTER main SET CLUSTER SETTING " + wait + " = '30s'");
            assertThat(test.rows("main", "SHOW CLUSTER SETTING " + wait)).containsExactly("[30s]");
            assertThat(test.error("main", "SET CLUSTER SETTING " + wait + " = '8s'"))
                    .isEqualTo("42501 cluster setting '" + wait
                            + "' is currently overridden by the operator");
            assertThat(test.rows(
                            "system", "SHOW CLUSTER SETTING " + wait + " FOR VIRTUAL CLUSTER main"))
                    .containsExactly("[30s]");
            test.rows("system", "ALTER VIRTUAL CLUSTER main RESET CLUSTER SETTING " + wait);
            test.rows("system", "ALTER VIRTUAL CLUSTER ALL RESET CLUSTER SETTING " + wait);
            assertThat(test.rows("main", "SHOW CLUSTER SETTING " + wait)).containsExactly("[7s]");
            test.rows("main", "RESET CLUSTER SETTING " + wait);
            assertThat(test.rows("main", "SHOW CLUSTER SETTING " + wait)).containsExactly("[10s]");
        }
    }

    @Test
    void when_aVirtualClusterReachesForTheOperatorsSettings_then_itIsToldNo() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            String systemOnly = "server.shutdown.lease_transfer_iteration.timeout";
            assertThat(test.error("main", "SHOW CLUSTER SETTING " + systemOnly))
                    .isEqualTo("42704 unknown cluster setting '" + systemOnly + "'");
            assertThat(test.error("main", "SET CLUSTER SETTING " + systemOnly + " = '1s'"))
                    .isEqualTo("42704 unknown cluster setting '" + systemOnly + "'");
            assertThat(test.error("main", "SET CLUSTER SETTING kv.rangefeed.enabled = false"))
                    .isEqualTo(
                            "42501 setting kv.rangefeed.enabled is only settable by the operator");
            assertThat(test.rows("main", "SHOW CLUSTER SETTING kv.rangefeed.enabled"))
                    .containsExactly("[true]");
            assertThat(test.error(
                            "system",
                            "ALTER VIRTUAL CLUSTER main SET CLUSTER SETTING " + systemOnly
                                    + " = '1s'"))
                    .isEqualTo(
                            "42501 " + systemOnly + " is a system-only setting and must be set in"
                                    + " the admin tenant using SET CLUSTER SETTING");
            test.rows(
                    "system", "SET CLUSTER SETTING sql.error_tip_system_interface.enabled = true");
            test.runFor(0.1);
            assertThat(test.error("main", "SET CLUSTER SETTING " + systemOnly + " = '1s'"))
                    .isEqualTo("42501 cannot modify storage-level setting from virtual cluster");
            assertThat(test.error("main", "SET CLUSTER SETTING nonsense = 1"))
                    .isEqualTo("42704 unknown cluster setting 'nonsense'");
            assertThat(test.error(
                            "main", "SET CLUSTER SETTING server.shutdown.initial_wait = '-1s'"))
                    .startsWith("22023 cannot set server.shutdown.initial_wait to a negative");
        }
    }

    @Test
    void when_allSettingsAreShown_then_aVirtualClusterSeesFewerThanTheSystem() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            assertThat(test.rows("system", "SHOW ALL CLUSTER SETTINGS"))
                    .anyMatch(row -> row.startsWith("[kv.range_split.by_load.enabled"));
            assertThat(test.rows("main", "SHOW ALL CLUSTER SETTINGS"))
                    .noneMatch(row -> row.startsWith("[kv.range_split.by_load.enabled"))
                    .anyMatch(row -> row.startsWith("[version, 25.4, v,"));
            test.rows(
                    "system",
                    "ALTER VIRTUAL CLUSTER main SET CLUSTER SETTING"
                            + " sql.defaults.vectorize = 'off'");
            assertThat(test.rows("system", "SHOW CLUSTER SETTINGS FOR VIRTUAL CLUSTER main"))
                    .anyMatch(row ->
                            row.startsWith("[sql.defaults.vectorize, off, e, per-tenant-override"))
                    .anyMatch(row -> row.contains("NULL") && row.contains("no-override"));
        }
    }

    @Test
    void when_thePreparedBordersAreUsedUp_then_aFurtherVirtualClusterIsRefused() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            for (int i = 1; i <= 3; i++) {
                test.rows("system", "CREATE VIRTUAL CLUSTER app" + i);
                test.rows("system", "ALTER VIRTUAL CLUSTER app" + i + " START SERVICE SHARED");
                test.runFor(3);
                test.rows("app" + i, "CREATE TABLE t (k INT8 PRIMARY KEY)");
            }
            assertThat(test.error("system", "CREATE VIRTUAL CLUSTER app4")).startsWith("0A000");
        }
    }

    @Test
    void when_timeUntilAStoreIsDeadAndSnapshotRateAreSet_then_replicasAreReplacedByThem() {
        ClusterConfig config =
                ClusterConfig.of(4, TestCluster.V25_2).with(VirtualClusterConfig.of("main", 1));
        String setDead = "SET CLUSTER SETTING server.time_until_store_dead = ";
        String setRate = "SET CLUSTER SETTING kv.snapshot_rebalance.max_rate = ";
        try (TestCluster test = TestCluster.up(config)) {
            assertThat(test.error("system", setDead + "'1m'"))
                    .endsWith("cannot be set to a value smaller than 1m15s");
            assertThat(test.error("system", setRate + "'1KiB'"))
                    .endsWith("snapshot rate cannot be set to a value below 1.0 MiB: 1.0 KiB");
            test.rows("system", setDead + "'75s'");
            test.rows("system", setRate + "'1MiB'");
            test.rows("main", "CREATE TABLE t (k INT8 PRIMARY KEY, v STRING)");
            for (int row = 0; row < 32; row++) {
                test.rows(
                        "main",
                        "INSERT INTO t VALUES (" + row + ", '" + "x".repeat(1 << 16) + "')");
            }
            RangeDescriptor table = test.cluster.tableRanges("main").get(0);
            NodeId victim = table.replicas().get(2).node();
            test.cluster.node(victim).kill();
            String dead = "node=" + victim + " state=DEAD";
            test.runFor(3 + 75 - 0.5); // the record has 3 to 6 s left
            assertThat(test.changes("node.state")).noneMatch(line -> line.endsWith(dead));
            test.runFor(0.5 + 3 + 3.5); // states are looked at every 3 s
            assertThat(test.changes("node.state")).anyMatch(line -> line.endsWith(dead));
            test.runFor(90); // each store looks for work once a minute
            double seconds = atSeconds(test, "range.snapshot_delivered", table.id())
                    - atSeconds(test, "range.snapshot", table.id());
            // The last part, of a quarter second, is not waited for.
            assertThat(seconds).isBetween(1.7, 2.4);
        }
    }

    /** When the first change of that kind and range happened. */
    private static double atSeconds(TestCluster test, String kind, RangeId range) {
        return test.changes.stream()
                        .filter(changed -> changed.change().kind().equals(kind))
                        .filter(changed ->
                                changed.change().fields().get(0).value().equals(range.toString()))
                        .findFirst()
                        .orElseThrow()
                        .atNanos()
                / 1e9;
    }
}
