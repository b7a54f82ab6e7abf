package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.settings.kv.ClockLimits;
import io.biplane.settings.kv.KvConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node whose clock is too far from its peers' ends itself; a process begins above the one before. */
class ClockLimitTest {
    private static final long MILLIS = 1_000_000L;
    private static final String TEXT = "clock synchronization error: this node is more than 400ms"
            + " away from at least half of the known nodes (0 of 4 are within the offset)";

    private static ClusterConfig five() {
        return ClusterConfig.of(5, TestCluster.V24_1).with(VirtualClusterConfig.of("main", 1));
    }

    private static ClusterConfig unchecked(ClusterConfig config) {
        ClusterConfig.Storage storage = config.storage();
        KvConfig kv = storage.kv().withClocks(new ClockLimits(500 * MILLIS, false));
        return config.withStorage(
                new ClusterConfig.Storage(storage.replicationFactor(), storage.engine(), kv));
    }

    private static void jump(TestCluster test, String node, long millis) {
        test.cluster.node(node).host().clock().jump(millis * MILLIS);
    }

    @ParameterizedTest
    @ValueSource(longs = {410, -2_000, 28_800_000})
    void when_aClockIsTooFarFromItsPeers_then_itsNodeEndsItselfAndNobodyElseDoes(long millis) {
        try (TestCluster test = TestCluster.up(five())) {
            test.runFor(5);
            Map<RangeId, NodeId> before = leasesOfOthers(test);
            test.changes.clear();
            jump(test, "n2", millis);
            test.runFor(1.1);
            assertThat(test.changes("clock.ended_process"))
                    .containsExactly("n2 node=n2 reason=" + TEXT);
            assertThat(test.cluster.node("n2").isRunning()).isFalse();
            assertThat(test.cluster.node("n2").endedOverClock()).contains(TEXT);
            test.runFor(12);
            assertThat(test.changes("clock.ended_process")).hasSize(1);
            assertThat(test.cluster.nodes().stream().filter(SimNode::isReady)).hasSize(4);
            assertThat(before).isNotEmpty();
            assertThat(leasesOfOthers(test)).containsAllEntriesOf(before);
            assertThat(test.changes("lease.acquired"))
                    .noneMatch(line -> before.keySet().stream()
                            .anyMatch(range -> line.contains(" range=" + range + " ")));
            assertThat(test.rows("system", "SHOW VIRTUAL CLUSTERS")).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {390, -390})
    void when_aClockIsWithinTheToleratedOffset_then_nobodyEnds(long millis) {
        try (TestCluster test = TestCluster.up(five())) {
            jump(test, "n2", millis);
            test.runFor(12);
            assertThat(test.changes("clock.ended_process")).isEmpty();
            assertThat(test.changes("clock.refused")).isEmpty();
        }
    }

    @Test
    void when_twoOfSevenAreOff_then_bothEndAndTheOtherFiveGoOn() {
        ClusterConfig seven =
                ClusterConfig.of(7, TestCluster.V25_2).with(VirtualClusterConfig.of("main", 1));
        try (TestCluster test = TestCluster.up(seven)) {
            test.runFor(5);
            jump(test, "n6", 10_000);
            jump(test, "n7", 10_000);
            test.runFor(12);
            assertThat(test.changes("clock.ended_process"))
                    .extracting(line -> line.substring(0, 2))
                    .containsExactlyInAnyOrder("n6", "n7");
        }
    }

    @Test
    void when_theCheckIsOff_then_theNodeGoesOnAndSaysSoOnce() {
        try (TestCluster test = TestCluster.up(unchecked(five()))) {
            test.runFor(5);
            jump(test, "n2", 10_000);
            test.runFor(12);
            assertThat(test.changes("clock.ended_process")).isEmpty();
            assertThat(test.cluster.node("n2").isRunning()).isTrue();
            assertThat(test.changes("clock.unreliable")).containsExactly("n2 reason=" + TEXT);
            assertThat(test.changes("clock.refused")).isNotEmpty();
        }
    }

    @Test
    void when_aProcessStartsWithABadClock_then_itEndsBeforeItDidAnything() {
        try (TestCluster test = TestCluster.up(five())) {
            test.runFor(5);
            jump(test, "n2", 28_800_000);
            test.runFor(2);
            test.changes.clear();
            test.cluster.node("n2").boot();
            test.runFor(20);
            assertThat(test.cluster.node("n2").isRunning()).isFalse();
            assertThat(test.cluster.node("n2").refusal()).contains(TEXT);
            assertThat(test.changes.stream()
                            .filter(changed -> changed.host().equals("n2"))
                            .map(changed -> changed.change().kind()))
                    .containsExactly("clock.waiting", "clock.ended_process");

            jump(test, "n2", -28_800_000);
            test.cluster.node("n2").boot();
            test.runUntil(() -> test.cluster.node("n2").isReady(), 10);
            assertThat(test.cluster.node("n2").endedOverClock()).isEmpty();
        }
    }

    @Test
    void when_aProcessStartsAgain_then_itWaitsForTheMaxOffset() {
        try (TestCluster test = TestCluster.up(five())) {
            assertThat(test.changes("clock.waiting")).isEmpty();
            test.cluster.node("n2").kill();
            test.runFor(10);
            test.changes.clear();
            long bootedAtNanos = test.sim.nowNanos();
            test.cluster.node("n2").boot();
            test.runUntil(() -> test.cluster.node("n2").isReady(), 10);
            assertThat(test.changes("clock.waiting"))
                    .containsExactly("n2 until_bound=false left=500ms");
            assertThat(firstAt(test, "n2", 1) - bootedAtNanos).isGreaterThan(500 * MILLIS);
        }
    }

    /** The bound is three intervals ahead of the clock when it is persisted, and persisted each interval. */
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, -380", "true, -20000"})
    void when_aBoundIsPersisted_then_theNextProcessBeginsAboveIt(boolean powerOff, long millis) {
        try (TestCluster test = TestCluster.up(five())) {
            test.rows(
                    "system",
                    "SET CLUSTER SETTING server.clock.persist_upper_bound_interval = '2s'");
            test.runFor(10);
            long wallNanos = test.cluster.node("n2").host().clock().wallNanos();
            if (powerOff) {
                test.cluster.node("n2").powerOff();
            } else {
                test.cluster.node("n2").kill();
            }
            jump(test, "n2", millis);
            test.changes.clear();
            test.cluster.node("n2").boot();
            test.runUntil(
                    () -> test.changes.stream()
                                    .filter(changed -> changed.host().equals("n2"))
                                    .count()
                            > 1,
                    40);
            long begunNanos = test.cluster.node("n2").host().clock().wallNanos();
            assertThat(test.changes("clock.waiting").get(0)).startsWith("n2 until_bound=true");
            if (millis < -400) {
                // Its clock is wrong: it is gone before the bound is reached, or right after.
                assertThat(test.changes("clock.ended_process")).hasSize(1);
            } else {
                assertThat(begunNanos - wallNanos).isBetween(4_000 * MILLIS, 6_100 * MILLIS);
            }
        }
    }

    @Test
    void when_theClockPassesItsBound_then_theProcessEnds() {
        ClusterConfig config =
                unchecked(five()).with("server.clock.persist_upper_bound_interval", "1s");
        try (TestCluster test = TestCluster.up(config)) {
            test.runFor(10);
            test.cluster.node("n2").host().disk().stall();
            test.runFor(6);
            List<String> ended = test.changes("clock.ended_process");
            assertThat(ended).hasSize(1);
            assertThat(ended.get(0))
                    .startsWith("n2 node=n2 reason=wall time ")
                    .contains(" is not allowed to be greater than upper bound of ");
        }
    }

    private static Map<RangeId, NodeId> leasesOfOthers(TestCluster test) {
        Map<RangeId, NodeId> leases = new TreeMap<>();
        test.cluster.plan().seeds().forEach(seed -> {
            RangeId range = seed.descriptor().id();
            test.cluster
                    .leaseholder(range)
                    .filter(node -> node.value() != 2)
                    .ifPresent(node -> leases.put(range, node));
        });
        return leases;
    }

    /** When the first change of a host after so many of it was seen. */
    private static long firstAt(TestCluster test, String host, int skipped) {
        return test.changes.stream()
                .filter(changed -> changed.host().equals(host))
                .skip(skipped)
                .findFirst()
                .orElseThrow()
                .atNanos();
    }
}
