package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.TenantId;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.Latency;
import io.biplane.kernel.network.LinkSpec;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kv.keys.TenantKeys;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.node.drain.DrainOutcome;
import io.biplane.sql.exec.LeafState;
import io.biplane.sql.flow.FlowSpec;
import io.biplane.sql.plan.Distribution;
import io.biplane.sql.plan.PlanNode;
import io.biplane.sql.session.StatementResult;
import io.biplane.sqlserver.change.SqlServerChange;
import io.biplane.sqlserver.flow.FlowProtocol;
import io.biplane.testbed.invariant.TenantIsolation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Distributed queries in a whole cluster: who helps, and what happens to them when a helper drains, dies or falls silent. */
class FlowsTest {
    private static final String COUNT = "SELECT count(*), sum(v) FROM t";
    private static final int ROWS = 600;

    private static ClusterConfig config(ClusterVersion version) {
        return ClusterConfig.of(3, version).with(VirtualClusterConfig.of("main", 9));
    }

    /** A table over nine ranges whose leases are spread over three nodes, and a warm client on n1. */
    private static TestClient filled(TestCluster test) {
        TestClient client = test.client("c1");
        client.connect("n1", test.cluster.config().virtualized() ? "main" : "");
        ok(client.execute("CREATE TABLE t (k INT8 PRIMARY KEY, v INT8)"));
        for (long i = 0; i < ROWS; i++) {
            long spread = Long.MIN_VALUE + i * (Long.MAX_VALUE / ROWS * 2) + i;
            ok(client.execute("UPSERT INTO t VALUES ($1, $2)", spread, i));
        }
        return client;
    }

    private static StatementResult ok(StatementResult result) {
        assertThat(result.error()).isEmpty();
        return result;
    }

    private static StatementResult count(TestClient client) {
        StatementResult result = ok(client.execute(COUNT));
        assertThat(result.rows().toString())
                .isEqualTo("[[" + ROWS + ", " + ROWS * (ROWS - 1) / 2 + "]]");
        return result;
    }

    /** Flows that one query sets up once everything is warm. */
    private static long flows(TestClient client) {
        count(client);
        return count(client).work().flows();
    }

    private static List<DrainOutcome> drain(TestCluster test, String node) {
        List<DrainOutcome> outcomes = new ArrayList<>();
        DrainListener listener = outcomes::add;
        test.cluster.node(node).drain(DrainOptions.DEFAULT, listener);
        return outcomes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void when_aQueryReadsATableOfManyRanges_then_theNodesThatHoldTheirLeasesHelp(
            boolean isVirtualized) {
        ClusterConfig config = config(TestCluster.V24_1);
        try (TestCluster test = TestCluster.up(isVirtualized ? config : config.unvirtualized())) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            StatementResult result = count(client);
            assertThat(result.work().flowRows()).isEqualTo(2);
            assertThat(result.work().rowsRead()).isBetween(1L, (long) ROWS - 1);
            ok(client.execute("SET distsql = 'off'"));
            StatementResult alone = count(client);
            assertThat(alone.work().flows()).isZero();
            assertThat(alone.work().rowsRead()).isEqualTo(ROWS);
        }
    }

    @Test
    void when_rowsTravel_then_theyComeInTheOrderOfKeysHoweverManyBatchesTheyFill() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V24_1))) {
            TestClient client = filled(test);
            ok(client.execute("SET distsql = 'always'"));
            StatementResult together = ok(client.execute("SELECT k, v FROM t WHERE v >= 0"));
            assertThat(together.work().flows()).isEqualTo(2);
            assertThat(together.work().flowRows()).isBetween(1L, (long) ROWS - 1);
            assertThat(together.rows()).hasSize(ROWS);
            for (int i = 0; i < ROWS; i++) {
                assertThat(together.rows().get(i).value(1)).isEqualTo((long) i);
            }
            StatementResult few = ok(client.execute("SELECT v FROM t ORDER BY k DESC LIMIT 3"));
            assertThat(few.rows().toString()).isEqualTo("[[599], [598], [597]]");
        }
    }

    /** Until v24.3 nobody of the virtual cluster knows that the node drains, so work goes there as long as it is taken. */
    @Test
    void when_aVirtualClustersServerDrainsBefore24_3_then_workGoesThereUntilItIsRefused() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V24_1))) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            List<DrainOutcome> outcomes = drain(test, "n3");
            test.runFor(0.5);
            assertThat(test.changes("drain.phase")).contains("n3 node=n3 tenant=main phase=flows");
            assertThat(count(client).work().flows()).isEqualTo(2);
            test.runUntil(() -> !outcomes.isEmpty(), 30);
            test.runFor(0.1);
            assertThat(flows(client)).isEqualTo(1);
        }
    }

    @Test
    void when_aVirtualClustersServerDrainsFrom24_3On_then_itsRowSaysSoAndNobodyPlansOntoIt() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V24_3))) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            drain(test, "n3");
            test.runFor(0.5);
            assertThat(test.changes("drain.phase"))
                    .contains("n3 node=n3 tenant=main phase=flows")
                    .noneMatch(line -> line.contains("phase=done"));
            assertThat(count(client).work().flows()).isEqualTo(1);
            assertThat(test.changes("flow.refused")).isEmpty();
        }
    }

    @Test
    void when_nothingIsVirtualized_then_gossipKeepsWorkAwayFromADrainingNode() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V24_1).unvirtualized())) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            drain(test, "n3");
            test.runFor(0.5);
            assertThat(test.changes("drain.phase"))
                    .contains("n3 node=n3 tenant=system phase=flows")
                    .noneMatch(line -> line.contains("phase=leases"));
            assertThat(count(client).work().flows()).isEqualTo(1);
            assertThat(test.changes("flow.refused")).isEmpty();
        }
    }

    /** Source of the wait and the cut: cockroach#82752. */
    @Test
    void when_aFlowOutlastsTheWait_then_itIsCutAndTheQueryRunsAgainOnItsGateway() {
        ClusterConfig slow = ClusterConfig.of(3, TestCluster.V24_1)
                .with(VirtualClusterConfig.of("main", 9)
                        .with("server.shutdown.transactions.timeout", "1s"));
        try (TestCluster test = TestCluster.up(slow)) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            // Set-up and credit travel 1.5 s, rows do not: the worker waits from 1.5 s to 3 s.
            test.sim
                    .network()
                    .link("n1", "n3", Optional.of(LinkSpec.of(Latency.fixed(1_500_000_000L))));
            client.send("SELECT v FROM t");
            test.runFor(1.6);
            drain(test, "n3");
            int before = client.replies.size();
            test.runUntil(() -> !test.changes("flow.rerun").isEmpty(), 2);
            assertThat(test.changes("flow.cut")).containsExactly("n3 tenant=main gateway=n1");
            assertThat(test.changes("flow.rerun")).containsExactly("n1 tenant=main code=58C01");
            test.runUntil(() -> client.replies.size() > before, 60);
            assertThat(client.replies.get(before).result().rows()).hasSize(ROWS);
        }
    }

    @Test
    void when_theServerIsGoneAndItsRowIsNot_then_theQueryRunsAgainOnItsGateway() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V24_1))) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            test.cluster.node("n3").crashTenant("main");
            test.runFor(0.05);
            count(client);
            assertThat(test.changes("flow.rerun")).containsExactly("n1 tenant=main code=58C01");
            // A server that refused is left alone until it answers a ping, each second.
            assertThat(count(client).work().flows()).isEqualTo(1);
            test.runFor(2.5);
            assertThat(flows(client)).isEqualTo(2);
            assertThat(test.changes("flow.rerun")).hasSize(1);
        }
    }

    @Test
    void when_theHelpersProcessDiesUnderAFlow_then_theGatewayFinishesAlone() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V25_4))) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            test.cluster.node("n3").host().cpu().slowDown(10_000);
            client.send(COUNT);
            test.runFor(0.2);
            int before = client.replies.size();
            test.cluster.node("n3").host().kill();
            test.runUntil(() -> client.replies.size() > before, 30);
            assertThat(client.replies.get(before).result().rows().toString())
                    .isEqualTo("[[600, 179700]]");
            assertThat(test.changes("flow.rerun")).containsExactly("n1 tenant=main code=58C01");
        }
    }

    /** Source of the 6 s: docs/reference/operations.md §1, RPC timeout. */
    @Test
    void when_theHelperFallsSilent_then_unansweredPingsEndTheFlow() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V25_4))) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            test.cluster.node("n3").host().powerOff();
            long begun = test.sim.nowNanos();
            client.send(COUNT);
            test.runUntil(() -> !test.changes("flow.rerun").isEmpty(), 30);
            assertThat((test.sim.nowNanos() - begun) / 1e9).isBetween(6.0, 8.1);
            int before = client.replies.size();
            test.runUntil(() -> client.replies.size() > before, 30);
            assertThat(client.replies.get(before).result().rows().toString())
                    .isEqualTo("[[600, 179700]]");
        }
    }

    @Test
    void when_aClientHangsUp_then_itsFlowsEndEverywhere() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V25_4))) {
            TestClient client = filled(test);
            assertThat(flows(client)).isEqualTo(2);
            test.cluster.node("n3").host().cpu().slowDown(10_000);
            client.send(COUNT);
            test.runFor(0.2);
            test.cluster.node("n1").crashTenant("main");
            test.cluster.node("n3").host().cpu().slowDown(1);
            List<DrainOutcome> outcomes = drain(test, "n3");
            // The drain need not wait for rows that nobody wants: grace, system's grace, rounds.
            test.runUntil(() -> !outcomes.isEmpty(), 4);
            assertThat(test.changes("flow.cut")).isEmpty();
        }
    }

    @Test
    void when_aServerIsGivenAnothersWork_then_theWatchOverTheWallSaysSo() {
        try (TestCluster test = TestCluster.up(config(TestCluster.V25_4))) {
            ActorRef<FlowProtocol.ToGateway> client = test.client("c1").ref();
            TenantId main = new TenantId(3);
            TenantId other = new TenantId(4);
            TenantIsolation isolation = new TenantIsolation();
            isolation.onEvent(new TraceEvent.StateChanged(
                    1, "n1", new SqlServerChange.TenantStarted(main, "main", new NodeId(1))));
            isolation.onEvent(work(main, main, client));
            assertThat(isolation.checkCount()).isEqualTo(1);
            assertThatThrownBy(() -> isolation.onEvent(work(other, other, client)))
                    .hasMessageContaining("was given work of");
            assertThatThrownBy(() -> isolation.onEvent(work(main, other, client)))
                    .hasMessageContaining("was given work on");
        }
    }

    private static TraceEvent work(
            TenantId tenant, TenantId ownerOfKeys, ActorRef<FlowProtocol.ToGateway> replyTo) {
        PlanNode nothing = new PlanNode.Values(List.of());
        FlowSpec spec = new FlowSpec(
                new Distribution.Fragment(nothing, nothing, Optional.empty()),
                List.of(TenantKeys.span(ownerOfKeys)),
                new LeafState(Timestamp.of(1), Timestamp.of(1)),
                new Object[0],
                0);
        FlowProtocol.Setup setup = new FlowProtocol.Setup(1, new NodeId(2), tenant, spec, replyTo);
        return new TraceEvent.Delivery(1, "n1", "/user/virtual-clusters/main/flows", setup);
    }
}
