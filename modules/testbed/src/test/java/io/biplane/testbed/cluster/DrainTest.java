package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.node.drain.DrainOutcome;
import io.biplane.sqlserver.connect.ConnectProtocol;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Drains with sessions connected, by the order and the limits of docs/reference/operations.md §2. */
class DrainTest {
    /** Keeps what a drain told its terminal. */
    private static final class Terminal implements DrainListener {
        final List<String> lines = new ArrayList<>();
        final List<DrainOutcome> outcomes = new ArrayList<>();

        @Override
        public void onProgress(String line) {
            lines.add(line);
        }

        @Override
        public void onEnd(DrainOutcome outcome) {
            outcomes.add(outcome);
        }
    }

    private static Terminal drain(TestCluster test, String node, DrainOptions options) {
        Terminal terminal = new Terminal();
        test.cluster.node(node).drain(options, terminal);
        return terminal;
    }

    /** The instant of the first change of that kind on the host whose text contains the fragment. */
    private static long at(TestCluster test, String host, String kind, String fragment) {
        for (TraceEvent.StateChanged changed : test.changes) {
            if (changed.host().equals(host)
                    && changed.change().kind().equals(kind)
                    && changed.change().fields().toString().contains(fragment)) {
                return changed.atNanos();
            }
        }
        throw new AssertionError("no " + kind + " with " + fragment + " on " + host);
    }

    /** When another node took a lease for the first time after an instant. */
    private static long firstLeaseElsewhere(TestCluster test, long afterNanos) {
        for (TraceEvent.StateChanged changed : test.changes) {
            if (changed.change() instanceof KvServerChange.LeaseAcquired
                    && !changed.host().equals("n3")
                    && changed.atNanos() >= afterNanos) {
                return changed.atNanos();
            }
        }
        throw new AssertionError("no lease was taken over");
    }

    @Test
    void when_aVirtualizedNodeDrains_then_tenantsGoBeforeTheSystemAndLeasesGoLast() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient tenant = test.client("c1");
            TestClient system = test.client("c2");
            tenant.connect("n3", "main");
            system.connect("n3", "system");
            assertThat(test.cluster.status().get(2).leases()).isPositive();
            Terminal terminal = drain(test, "n3", DrainOptions.DEFAULT);
            test.runUntil(() -> !terminal.outcomes.isEmpty(), 60);

            assertThat(terminal.outcomes).containsExactly(DrainOutcome.Drained.INSTANCE);
            assertThat(terminal.lines)
                    .endsWith("node is draining... remaining: 0 (complete)", "ok");
            test.runFor(0.01);
            assertThat(tenant.closed.get(0).sqlState()).isEqualTo("57P01");
            assertThat(tenant.closed.get(0).message()).isEqualTo("server is shutting down");
            assertThat(system.closed.get(0).sqlState()).isEqualTo("57P01");

            long tenantGone = at(test, "n3", "tenant.stopped", "value=main");
            long systemDrains = at(test, "n3", "drain.phase", "value=system], Field[name=phase");
            long systemGone = at(test, "n3", "tenant.stopped", "value=system");
            long leases = at(test, "n3", "drain.phase", "value=leases");
            long firstTransfer = firstLeaseElsewhere(test, tenantGone);
            assertThat(tenantGone).isLessThanOrEqualTo(systemDrains);
            assertThat(systemDrains).isLessThanOrEqualTo(systemGone);
            assertThat(systemGone).isLessThanOrEqualTo(leases);
            assertThat(leases).isLessThanOrEqualTo(firstTransfer);

            NodeStatus drained = test.cluster.status().get(2);
            assertThat(drained.isDrained()).isTrue();
            assertThat(drained.leases()).isZero();
            assertThat(drained.leaders()).isZero();
            assertThat(drained.sessions()).isZero();
        }
    }

    @Test
    void when_aTransactionIsOpen_then_itMayFinishAndOnlyThenTheSessionEnds() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            TestClient client = test.client("c1");
            client.connect("n3", "main");
            client.execute("CREATE TABLE t (k INT8 PRIMARY KEY)");
            client.execute("BEGIN");
            client.execute("INSERT INTO t VALUES (1)");
            Terminal terminal = drain(test, "n3", DrainOptions.DEFAULT);
            test.runFor(5);
            assertThat(client.closed).isEmpty();
            assertThat(client.execute("COMMIT").error()).isEmpty();
            test.runUntil(() -> !client.closed.isEmpty(), 1);
            test.runUntil(() -> !terminal.outcomes.isEmpty(), 60);
            assertThat(test.rows("main", "SELECT * FROM t")).containsExactly("[1]");
        }
    }

    @Test
    void when_aTransactionNeverEnds_then_itsSessionIsCutAfterTheVirtualClustersOwnTimeout() {
        ClusterConfig config = ClusterConfig.of(3, TestCluster.V25_4)
                .with(VirtualClusterConfig.of("main", 2)
                        .with("server.shutdown.transactions.timeout", "3s"))
                .with("server.shutdown.transactions.timeout", "25s");
        try (TestCluster test = TestCluster.up(config)) {
            TestClient client = test.client("c1");
            client.connect("n3", "main");
            client.execute("BEGIN");
            long begun = test.sim.nowNanos();
            drain(test, "n3", DrainOptions.DEFAULT);
            test.runUntil(() -> !client.closed.isEmpty(), 60);
            double seconds = (test.sim.nowNanos() - begun) / 1e9;
            assertThat(seconds).isBetween(3.0, 3.1);
        }
    }

    @Test
    void when_theInitialWaitRuns_then_healthFailsWhileConnectionsAreStillServed() {
        ClusterConfig config = ClusterConfig.of(3, TestCluster.V25_4)
                .with(VirtualClusterConfig.of("main", 2).with("server.shutdown.drain_wait", "4s"));
        try (TestCluster test = TestCluster.up(config)) {
            TestClient client = test.client("c1");
            assertThat(client.health("n3", "").status()).isEqualTo(200);
            drain(test, "n3", DrainOptions.DEFAULT);
            test.runFor(0.1);
            assertThat(client.health("n3", "").status()).isEqualTo(503);
            assertThat(client.connect("n3", "main")).isInstanceOf(ConnectProtocol.Connected.class);
            assertThat(client.execute("SELECT 1").error()).isEmpty();
            test.runUntil(() -> !client.closed.isEmpty(), 6);
            assertThat(client.health("n3", "").status()).isEqualTo(503);
            assertThat(client.health("n1", "").status()).isEqualTo(200);
        }
    }

    @Test
    void when_clientsHaveToHangUpFirst_then_newConnectionsAreRefusedMeanwhile() {
        ClusterConfig config = ClusterConfig.of(3, TestCluster.V25_4)
                .with(VirtualClusterConfig.of("main", 2)
                        .with("server.shutdown.connections.timeout", "5s"));
        try (TestCluster test = TestCluster.up(config)) {
            TestClient old = test.client("c1");
            old.connect("n3", "main");
            drain(test, "n3", DrainOptions.DEFAULT);
            test.runFor(0.1);
            ConnectProtocol.Refused refused =
                    (ConnectProtocol.Refused) test.client("c2").connect("n3", "main");
            assertThat(refused.sqlState()).isEqualTo("57P01");
            assertThat(refused.message())
                    .isEqualTo("server is not accepting clients, try another node");
            assertThat(old.execute("SELECT 1").error()).isEmpty();
            test.runFor(4.5);
            assertThat(old.closed).isEmpty();
            test.runUntil(() -> !old.closed.isEmpty(), 2);
        }
    }

    @Test
    void when_theClusterIsNotVirtualized_then_theSystemServerIsDrainedAtOnce() {
        ClusterConfig config = TestCluster.standard(TestCluster.V25_4).unvirtualized();
        try (TestCluster test = TestCluster.up(config)) {
            TestClient client = test.client("c1");
            client.connect("n3", "");
            Terminal terminal = drain(test, "n3", DrainOptions.DEFAULT);
            test.runUntil(() -> !terminal.outcomes.isEmpty(), 60);
            test.runFor(0.01);
            assertThat(client.closed).hasSize(1);
            assertThat(test.changes("tenant.stopped"))
                    .containsExactly("n3 tenant=1 name=system node=n3");
            assertThat(test.cluster.status().get(2).leases()).isZero();
        }
    }

    @Test
    void when_theOperatorsPatienceEnds_then_theDrainSaysSoAndCanBeTakenUpAgain() {
        ClusterConfig config = ClusterConfig.of(3, TestCluster.V25_4)
                .with(VirtualClusterConfig.of("main", 2)
                        .with("server.shutdown.transactions.timeout", "60s"));
        try (TestCluster test = TestCluster.up(config)) {
            TestClient client = test.client("c1");
            client.connect("n3", "main");
            client.execute("BEGIN");
            // The system's own waits raise one second to 0 + 0 + 2 × 10 s + 5 s.
            Terminal first =
                    drain(test, "n3", DrainOptions.DEFAULT.withDrainWait(Duration.ofSeconds(1)));
            long begun = test.sim.nowNanos();
            test.runUntil(() -> !first.outcomes.isEmpty(), 60);
            assertThat((test.sim.nowNanos() - begun) / 1e9).isBetween(25.0, 25.1);
            assertThat(first.outcomes.get(0)).isInstanceOf(DrainOutcome.TimedOut.class);
            Terminal second = drain(test, "n3", DrainOptions.DEFAULT);
            client.execute("ROLLBACK");
            test.runUntil(() -> !second.outcomes.isEmpty(), 60);
            assertThat(second.outcomes).containsExactly(DrainOutcome.Drained.INSTANCE);
        }
    }

    @Test
    void when_aDrainWithShutdownIsDone_then_theProcessEndsAndStartsAgainFresh() {
        try (TestCluster test = TestCluster.up(TestCluster.standard(TestCluster.V25_4))) {
            Terminal terminal = drain(test, "n3", DrainOptions.DEFAULT.withShutdown());
            test.runUntil(() -> !test.cluster.node("n3").isRunning(), 60);
            test.runFor(0.01);
            assertThat(terminal.outcomes).containsExactly(DrainOutcome.Drained.INSTANCE);
            test.cluster.node("n3").boot();
            test.runUntil(() -> test.cluster.node("n3").isReady(), 60);
            TestClient client = test.client("c1");
            assertThat(client.connect("n3", "main")).isInstanceOf(ConnectProtocol.Connected.class);
            assertThat(client.health("n3", "").status()).isEqualTo(200);
            assertThat(test.cluster.node("n3").isDraining()).isFalse();
        }
    }
}
