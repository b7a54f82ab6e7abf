package io.biplane.kvserver.replica;

import static io.biplane.kvserver.fixture.KvCluster.MILLIS;
import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.base.random.Latency;
import io.biplane.kernel.network.ActiveRule;
import io.biplane.kvserver.fixture.Counters;
import io.biplane.kvserver.fixture.KvCluster;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Faults under load: nothing acknowledged is lost, nothing happens twice, the invariants hold, service comes back. */
class FaultsTest {
    private static final int NODES = 5;

    /** A cluster with three counters, each with clients on two nodes. */
    private static Counters load(KvCluster cluster) {
        Counters counters = new Counters(cluster);
        for (int range = 0; range < 3; range++) {
            for (int i = 0; i < 2; i++) {
                counters.add(KvCluster.key(range, 7), (range + i) % NODES + 1, NODES);
            }
        }
        return counters;
    }

    /** Every counter equals what its clients were told, read from every node. */
    private static void settle(KvCluster cluster, Counters counters) {
        cluster.run(15 * SECONDS);
        counters.stop();
        for (int range = 0; range < 3; range++) {
            Key key = KvCluster.key(range, 7);
            assertThat(counters.done(key)).isGreaterThan(100);
            for (int node = 1; node <= NODES; node += 2) {
                assertThat(cluster.get(node, key)).contains(Long.toString(counters.done(key)));
            }
        }
        cluster.invariants.sweep();
    }

    private static KvCluster.Spec spec(long seed, String version) {
        String[] parts = version.split("\\.");
        return KvCluster.Spec.of(NODES)
                .seed(seed)
                .version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    @ParameterizedTest
    @CsvSource({"1, 24.1", "2, 25.2", "3, 24.1", "4, 25.2"})
    void when_theLeaseholderIsCutOff_then_othersTakeOverAndItComesBack(long seed, String version) {
        try (KvCluster cluster = KvCluster.ready(spec(seed, version))) {
            Counters counters = load(cluster);
            cluster.run(3 * SECONDS);
            int holder = cluster.leaseholder(KvCluster.key(0, 7)).orElseThrow();
            ActiveRule rule = cluster.sim.network().isolate("n" + holder);
            cluster.run(20 * SECONDS);
            assertThat(cluster.leaseholder(KvCluster.key(0, 7))).isPresent();
            rule.end();
            settle(cluster, counters);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 24.1, true", "2, 25.2, true", "3, 24.1, false", "4, 25.2, false"})
    void when_theLeaseholderIsCutOffOneWay_then_nothingIsLost(
            long seed, String version, boolean outbound) {
        try (KvCluster cluster = KvCluster.ready(spec(seed, version))) {
            Counters counters = load(cluster);
            cluster.run(3 * SECONDS);
            String holder = "n" + cluster.leaseholder(KvCluster.key(0, 7)).orElseThrow();
            List<String> others = IntStream.rangeClosed(1, NODES)
                    .mapToObj(i -> "n" + i)
                    .filter(name -> !name.equals(holder))
                    .toList();
            ActiveRule rule = outbound
                    ? cluster.sim.network().oneWay(List.of(holder), others)
                    : cluster.sim.network().oneWay(others, List.of(holder));
            cluster.run(25 * SECONDS);
            rule.end();
            settle(cluster, counters);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void when_nodesAreKilledAndCutFromPowerInTurn_then_nothingIsLost(long seed) {
        try (KvCluster cluster = KvCluster.ready(spec(seed, seed % 2 == 0 ? "25.2" : "24.1"))) {
            Counters counters = load(cluster);
            for (int turn = 0; turn < 6; turn++) {
                cluster.run(4 * SECONDS);
                int victim = 1 + (int) ((seed + turn * 2) % NODES);
                if (turn % 2 == 0) {
                    cluster.host(victim).kill();
                } else {
                    cluster.host(victim).powerOff();
                }
                cluster.run(turn % 3 * 3 * SECONDS + 500 * MILLIS);
                cluster.boot(victim);
            }
            settle(cluster, counters);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void when_everythingLosesPowerAtOnce_then_theLogBringsItBack(long seed) {
        try (KvCluster cluster = KvCluster.ready(spec(seed, "25.2"))) {
            Counters counters = load(cluster);
            cluster.run(5 * SECONDS);
            for (int i = 1; i <= NODES; i++) {
                cluster.host(i).powerOff();
            }
            cluster.run(SECONDS);
            cluster.bootAll();
            settle(cluster, counters);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void when_theLeaseholdersDiskIsSlow_then_writesAreSlowAndNothingElse(long seed) {
        try (KvCluster cluster = KvCluster.ready(spec(seed, "25.2"))) {
            Counters counters = load(cluster);
            cluster.run(3 * SECONDS);
            int holder = cluster.leaseholder(KvCluster.key(0, 7)).orElseThrow();
            cluster.host(holder).disk().syncLatency(Latency.normal(200 * MILLIS, 50 * MILLIS));
            cluster.run(15 * SECONDS);
            cluster.host(holder).disk().syncLatency(Latency.normal(MILLIS, MILLIS / 5));
            settle(cluster, counters);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void when_aDiskFailsItsSyncs_then_theNodeEndsItself(long seed) {
        try (KvCluster cluster = KvCluster.ready(spec(seed, "25.2"))) {
            Counters counters = load(cluster);
            cluster.run(3 * SECONDS);
            int holder = cluster.leaseholder(KvCluster.key(0, 7)).orElseThrow();
            cluster.host(holder).disk().failSyncs(true);
            cluster.run(2 * SECONDS);
            assertThat(cluster.host(holder).isRunning()).isFalse();
            cluster.host(holder).disk().failSyncs(false);
            cluster.run(10 * SECONDS);
            cluster.boot(holder);
            settle(cluster, counters);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 5)
    void when_theSameSeedRunsTwice_then_theDigestsAreEqual(long seed) {
        List<Long> digests = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (KvCluster cluster = KvCluster.ready(spec(seed, "24.1"))) {
                Counters counters = load(cluster);
                cluster.run(3 * SECONDS);
                cluster.host(2).powerOff();
                cluster.run(8 * SECONDS);
                cluster.boot(2);
                settle(cluster, counters);
                digests.add(cluster.sim.trace().digest());
            }
        }
        assertThat(digests.get(0)).isEqualTo(digests.get(1));
    }
}
