package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.ClusterVersion;
import io.biplane.sqlserver.connect.ConnectProtocol;

import org.junit.jupiter.api.Test;

/** Rolling upgrades, their refusals and the way back. Source: docs/reference/operations.md §4. */
class VersionTest {
    private static ClusterConfig manual(ClusterVersion version) {
        return ClusterConfig.of(3, version)
                .with(VirtualClusterConfig.of("main", 2)
                        .with("cluster.auto_upgrade.enabled", "false"))
                .with("cluster.auto_upgrade.enabled", "false");
    }

    /** Ends a node's process and starts it with another binary. */
    private static void replace(TestCluster test, String node, ClusterVersion binary) {
        test.cluster.node(node).restart(binary);
        test.runUntil(() -> test.cluster.node(node).isReady(), 120);
    }

    private static void replaceAll(TestCluster test, ClusterVersion binary) {
        for (SimNode node : test.cluster.nodes()) {
            replace(test, node.name(), binary);
        }
    }

    @Test
    void when_binariesAreReplaced_then_versionsRiseInOrderAndRefusalsSayWhy() {
        try (TestCluster test = TestCluster.up(manual(TestCluster.V24_1))) {
            replace(test, "n1", TestCluster.V24_2);
            assertThat(test.error("system", "SET CLUSTER SETTING version = '24.2'"))
                    .isEqualTo("55000 binary version 24.1 less than target cluster version 24.2");
            replace(test, "n2", TestCluster.V24_2);
            replace(test, "n3", TestCluster.V24_2);
            assertThat(test.rows("system", "SHOW CLUSTER SETTING version"))
                    .containsExactly("[24.1]");
            assertThat(test.error("main", "SET CLUSTER SETTING version = '24.2'"))
                    .isEqualTo("55000 preventing tenant upgrade from running as the storage cluster"
                            + " has not yet been upgraded: storage cluster version = 24.1, tenant"
                            + " cluster version = 24.1");
            assertThat(test.error("system", "SET CLUSTER SETTING version = '24.3'"))
                    .isEqualTo("55000 cannot upgrade to 24.3: node running 24.2");

            test.rows("system", "SET CLUSTER SETTING version = '24.2'");
            assertThat(test.rows("system", "SHOW CLUSTER SETTING version"))
                    .containsExactly("[24.2]");
            assertThat(test.rows("main", "SHOW CLUSTER SETTING version")).containsExactly("[24.1]");
            test.rows("main", "SET CLUSTER SETTING version = '24.2'");
            assertThat(test.rows("main", "SHOW CLUSTER SETTING version")).containsExactly("[24.2]");
            assertThat(test.changes("version.finalized"))
                    .hasSize(2)
                    .allMatch(line -> line.endsWith("version=24.2"));
            assertThat(test.error("system", "SET CLUSTER SETTING version = '24.1'"))
                    .isEqualTo("55000 versions cannot be downgraded (attempting to downgrade from"
                            + " 24.2 to 24.1)");
        }
    }

    @Test
    void when_anOldBinaryStartsAfterFinalizing_then_itsProcessRefusesAndEnds() {
        try (TestCluster test = TestCluster.up(manual(TestCluster.V24_1))) {
            replaceAll(test, TestCluster.V24_2);
            test.rows("system", "SET CLUSTER SETTING version = '24.2'");
            SimNode node = test.cluster.node("n3");
            node.restart(TestCluster.V24_1);
            test.runUntil(() -> !node.isRunning(), 10);
            assertThat(node.refusal())
                    .contains("cockroach version v24.1 is incompatible with data in store"
                            + " <no-attributes>=n3; use version v24.2 or later");
            node.boot(TestCluster.V24_2);
            test.runUntil(node::isReady, 60);
        }
    }

    @Test
    void when_nothingIsFinalizedYet_then_theOldBinariesCanComeBack() {
        try (TestCluster test = TestCluster.up(manual(TestCluster.V24_1))) {
            test.rows("main", "CREATE TABLE t (k INT8 PRIMARY KEY)");
            test.rows("main", "INSERT INTO t VALUES (1)");
            replaceAll(test, TestCluster.V24_2);
            test.rows("main", "INSERT INTO t VALUES (2)");
            replaceAll(test, TestCluster.V24_1);
            assertThat(test.rows("main", "SELECT * FROM t")).containsExactly("[1]", "[2]");
            assertThat(test.changes("version.refused")).isEmpty();
        }
    }

    @Test
    void when_aBinarySkipsTooFar_then_theDiskRefusesIt() {
        try (TestCluster test = TestCluster.up(manual(TestCluster.V24_1))) {
            SimNode node = test.cluster.node("n2");
            node.restart(TestCluster.V25_1);
            test.runUntil(() -> !node.isRunning(), 10);
            assertThat(node.refusal())
                    .contains("store <no-attributes>=n2, last used with cockroach version v24.1, is"
                            + " too old for running version v25.1 (which requires data from v24.3"
                            + " or later)");
        }
    }

    @Test
    void when_theSystemWouldLeaveAVirtualClusterTooFarBehind_then_itMayNotRise() {
        ClusterVersion v232 = new ClusterVersion(23, 2);
        ClusterConfig config = ClusterConfig.of(3, TestCluster.V24_1)
                .with(VirtualClusterConfig.of("main", 2)
                        .withVersion(v232)
                        .with("cluster.auto_upgrade.enabled", "false"))
                .with("cluster.auto_upgrade.enabled", "false");
        try (TestCluster test = TestCluster.up(config)) {
            SimNode node = test.cluster.node("n3");
            node.restart(TestCluster.V24_2);
            // The node itself may run 24.2 on 24.1, but main at 23.2 is out of its reach there.
            test.runUntil(node::isReady, 60);
            assertThat(test.changes("version.refused"))
                    .anyMatch(line -> line.startsWith("n3 scope=main reason=preventing SQL server"
                            + " from starting because its executable version is too new"));
            TestClient client = test.client("c1");
            assertThat(((ConnectProtocol.Refused) client.connect("n3", "main")).sqlState())
                    .isEqualTo("08000");
            assertThat(client.connect("n1", "main")).isInstanceOf(ConnectProtocol.Connected.class);
            replace(test, "n1", TestCluster.V24_2);
            replace(test, "n2", TestCluster.V24_2);
            assertThat(test.error("system", "SET CLUSTER SETTING version = '24.2'"))
                    .startsWith("55000 preventing storage cluster upgrade to 24.2 from running as"
                            + " virtual cluster \"main\" would be too far behind");
        }
    }

    @Test
    void when_downgradesAreKeptPossible_then_finalizingIsRefusedUntilReset() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V24_1))) {
            assertThat(test.error(
                            "system",
                            "SET CLUSTER SETTING cluster.preserve_downgrade_option = '24.2'"))
                    .isEqualTo("22023 cannot set cluster.preserve_downgrade_option to 24.2 (cluster"
                            + " version is 24.1)");
            test.rows("system", "SET CLUSTER SETTING cluster.preserve_downgrade_option = '24.1'");
            replaceAll(test, TestCluster.V24_2);
            assertThat(test.error("system", "SET CLUSTER SETTING version = '24.2'"))
                    .isEqualTo("55000 cannot upgrade to 24.2: cluster.preserve_downgrade_option is"
                            + " set to 24.1");
            test.runFor(70);
            assertThat(test.cluster.activeVersion("system")).isEqualTo(TestCluster.V24_1);
            test.rows("system", "RESET CLUSTER SETTING cluster.preserve_downgrade_option");
            // Automatic upgrades take over: the system first, then main.
            test.runUntil(() -> test.cluster.activeVersion("main").equals(TestCluster.V24_2), 100);
            assertThat(test.changes("version.finalized").get(0)).contains("scope=system");
        }
    }

    @Test
    void when_aNodeIsDown_then_finalizingIsRefused() {
        try (TestCluster test = TestCluster.up(manual(TestCluster.V24_1))) {
            replaceAll(test, TestCluster.V24_2);
            test.cluster.node("n3").kill();
            test.runFor(10);
            assertThat(test.error("system", "SET CLUSTER SETTING version = '24.2'"))
                    .isEqualTo("55000 n3 required, but unavailable");
        }
    }

    @Test
    void when_theVersionReachesLeaderLeases_then_tableRangesChangeTheirKindOfLease() {
        try (TestCluster test = TestCluster.up(manual(TestCluster.V25_1))) {
            assertThat(test.changes("lease.acquired")).noneMatch(line -> line.contains("leader"));
            replaceAll(test, TestCluster.V25_2);
            test.runFor(10);
            assertThat(test.changes("lease.acquired"))
                    .noneMatch(line -> line.contains("kind=leader"));
            test.rows("system", "SET CLUSTER SETTING version = '25.2'");
            test.runUntil(
                    () -> test.changes("lease.acquired").stream()
                            .anyMatch(line -> line.contains("kind=leader")),
                    60);
        }
    }
}
