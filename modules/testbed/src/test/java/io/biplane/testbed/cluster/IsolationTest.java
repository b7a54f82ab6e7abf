package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.sqlserver.connect.ConnectProtocol;
import io.biplane.testbed.invariant.TenantIsolation;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What fails in one virtual cluster stays there; data planes outlive the control plane. */
class IsolationTest {
    private static final ClusterConfig TWO = ClusterConfig.of(3, TestCluster.V25_4)
            .with(VirtualClusterConfig.of("main", 2))
            .with(VirtualClusterConfig.of("other", 1));

    @Test
    void when_aTenantServerFails_then_onlyItsOwnSessionsAreLostAndItComesBack() {
        try (TestCluster test = TestCluster.up(TWO)) {
            TestClient victim = test.client("c1");
            TestClient neighbour = test.client("c2");
            TestClient elsewhere = test.client("c3");
            victim.connect("n1", "other");
            neighbour.connect("n1", "main");
            elsewhere.connect("n2", "other");
            test.cluster.node("n1").crashTenant("other");
            test.runUntil(() -> !victim.closed.isEmpty(), 1);
            assertThat(victim.closed.get(0).sqlState()).isEqualTo("08006");
            assertThat(((ConnectProtocol.Refused) victim.connect("n1", "other")).sqlState())
                    .isEqualTo("08000");
            test.runFor(1);
            assertThat(victim.connect("n1", "other")).isInstanceOf(ConnectProtocol.Connected.class);
            assertThat(neighbour.execute("SELECT 1").error()).isEmpty();
            assertThat(elsewhere.execute("SELECT 1").error()).isEmpty();
            assertThat(neighbour.closed).isEmpty();
            assertThat(elsewhere.closed).isEmpty();
            assertThat(test.changes("tenant.crashed"))
                    .containsExactly("n1 tenant=4 name=other node=n1");
            assertThat(test.cluster.node("n1").isRunning()).isTrue();
        }
    }

    @Test
    void when_aConnectionToTheDefaultMeetsARestartingServer_then_itWaitsForIt() {
        try (TestCluster test = TestCluster.up(TWO)) {
            test.cluster.node("n1").crashTenant("main");
            test.runFor(0.05);
            TestClient client = test.client("c1");
            long begun = test.sim.nowNanos();
            assertThat(client.connect("n1", "main")).isInstanceOf(ConnectProtocol.Connected.class);
            assertThat((test.sim.nowNanos() - begun) / 1e9).isBetween(0.4, 2.0);
        }
    }

    @Test
    void when_twoVirtualClustersUseTheSameNamesAndKeys_then_neitherSeesTheOther() {
        try (TestCluster test = TestCluster.up(TWO)) {
            test.rows("main", "CREATE TABLE t (k INT8 PRIMARY KEY, v STRING)");
            test.rows("other", "CREATE TABLE t (k INT8 PRIMARY KEY, v STRING)");
            test.rows("main", "INSERT INTO t VALUES (1, 'main')");
            assertThat(test.rows("other", "SELECT * FROM t")).isEmpty();
            test.rows("other", "INSERT INTO t VALUES (1, 'other')");
            assertThat(test.rows("main", "SELECT v FROM t")).containsExactly("[main]");
            assertThat(test.error("other", "SHOW VIRTUAL CLUSTERS"))
                    .isEqualTo("42501 only the system tenant can show other tenants");
        }
    }

    @Test
    void when_aNodeIsKilledAndStartedAgain_then_everyAcknowledgedRowIsThere() {
        try (TestCluster test = TestCluster.up(TWO)) {
            test.rows("main", "CREATE TABLE t (k INT8 PRIMARY KEY)");
            for (int i = 0; i < 5; i++) {
                test.rows("main", "INSERT INTO t VALUES (" + i + ")");
            }
            test.cluster.node("n2").powerOff();
            test.runFor(20);
            test.rows("main", "INSERT INTO t VALUES (5)");
            test.cluster.node("n2").boot();
            test.runUntil(() -> test.cluster.node("n2").isReady(), 60);
            TestClient client = test.client("c1");
            client.connect("n2", "main");
            assertThat(client.execute("SELECT k FROM t").rows()).hasSize(6);
        }
    }

    @Test
    void when_theLivenessRangeLosesItsQuorum_then_runningVirtualClustersGoOn() {
        ClusterConfig config =
                ClusterConfig.of(5, TestCluster.V25_4).with(VirtualClusterConfig.of("main", 1));
        try (TestCluster test = TestCluster.up(config)) {
            test.rows("main", "CREATE TABLE t (k INT8 PRIMARY KEY)");
            RangeDescriptor table = test.cluster.tableRanges("main").get(0);
            RangeDescriptor catalog =
                    test.cluster.range(new RangeId(table.id().value() - 1)).orElseThrow();
            // Both ranges of main keep two of three replicas, liveness two of five.
            List<NodeId> kept = new ArrayList<>();
            for (ReplicaDescriptor replica : table.replicas()) {
                if (catalog.isOn(replica.node())) {
                    kept.add(replica.node());
                }
            }
            assertThat(kept).hasSize(2);
            SimNode gateway = test.cluster.node(kept.get(0));
            TestClient client = test.client("c1");
            client.connect(gateway.name(), "main");
            client.execute("INSERT INTO t VALUES (1)");
            for (SimNode node : test.cluster.nodes()) {
                if (!kept.contains(node.id())) {
                    node.kill();
                }
            }
            test.runFor(20);
            assertThat(test.changes("liveness.heartbeat_failed")).isNotEmpty();
            assertThat(client.execute("INSERT INTO t VALUES (2)").error()).isEmpty();
            assertThat(client.execute("SELECT k FROM t ORDER BY k").rows().toString())
                    .isEqualTo("[[1], [2]]");
            assertThat(client.connect(gateway.name(), "main"))
                    .isInstanceOf(ConnectProtocol.Connected.class);
        }
    }

    @Test
    void when_virtualClustersWork_then_noReplicaIsAskedAndNoActorIsToldForeignKeys() {
        try (TestCluster test = TestCluster.up(TWO)) {
            TenantIsolation isolation = test.cluster.watchTenantIsolation();
            // The watch learns the servers from their start.
            test.cluster.node("n2").restart();
            test.runUntil(() -> test.cluster.node("n2").isReady(), 60);
            TestClient client = test.client("c1");
            client.connect("n2", "other");
            client.execute("CREATE TABLE t (k INT8 PRIMARY KEY)");
            client.execute("INSERT INTO t VALUES (1)");
            long before = isolation.checkCount();
            client.execute("SELECT * FROM t");
            assertThat(isolation.checkCount()).isGreaterThan(before);
        }
    }
}
