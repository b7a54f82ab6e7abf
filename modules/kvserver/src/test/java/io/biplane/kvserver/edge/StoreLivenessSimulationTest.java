package io.biplane.kvserver.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.random.SimRandom;
import io.biplane.kvserver.liveness.SupportView.Support;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class StoreLivenessSimulationTest {
    private static boolean supports(EdgeCluster cluster, int supporter, int supported) {
        return cluster.node(supporter).support().current().supports(new NodeId(supported));
    }

    private static Optional<Support> received(EdgeCluster cluster, int supported, int supporter) {
        return cluster.node(supported).support().current().from(new NodeId(supporter));
    }

    @Test
    void all_support_all_soon_after_boot_and_one_epoch_lasts_while_nothing_happens() {
        try (EdgeCluster cluster = new EdgeCluster(1, 4)) {
            cluster.runSeconds(1.2);
            for (int one = 1; one <= 4; one++) {
                for (int other = 1; other <= 4; other++) {
                    assertThat(one == other || supports(cluster, one, other)).isTrue();
                    assertThat(one == other || received(cluster, one, other).isPresent())
                            .isTrue();
                }
            }
            long epoch = received(cluster, 1, 2).orElseThrow().epoch();
            cluster.runSeconds(60);
            assertThat(received(cluster, 1, 2).orElseThrow().epoch()).isEqualTo(epoch);
        }
    }

    /** T5, leader lease: −1.00…0 for the last beat, 3.00 support, 0…0.10 until withdrawal. */
    @Test
    void support_of_a_silent_store_is_withdrawn_2_to_3_1_seconds_after_it_fell_silent() {
        double least = 99;
        double most = 0;
        for (int step = 0; step < 10; step++) {
            try (EdgeCluster cluster = new EdgeCluster(7, 3)) {
                cluster.runSeconds(5 + step / 10.0);
                cluster.host(3).kill();
                double seconds = 0;
                while (supports(cluster, 1, 3)) {
                    cluster.runSeconds(0.01);
                    seconds += 0.01;
                }
                least = Math.min(least, seconds);
                most = Math.max(most, seconds);
            }
        }
        assertThat(least).isBetween(1.99, 2.3);
        assertThat(most).isBetween(2.8, 3.12);
    }

    @Test
    void when_only_the_way_out_is_cut_then_the_peer_withdraws_until_a_new_epoch() {
        try (EdgeCluster cluster = new EdgeCluster(3, 3)) {
            cluster.runSeconds(5);
            long epoch = received(cluster, 3, 1).orElseThrow().epoch();
            var rule = cluster.simulation.network().oneWay("n3", "n1");
            cluster.runSeconds(3.2);
            assertThat(supports(cluster, 1, 3)).isFalse();
            assertThat(supports(cluster, 3, 1)).isTrue(); // n1's beats still reach n3
            assertThat(supports(cluster, 2, 3)).isTrue();
            rule.end();
            // One beat is refused and tells of the new epoch, the next one asks with it.
            cluster.runSeconds(2.2);
            assertThat(supports(cluster, 1, 3)).isTrue();
            assertThat(received(cluster, 3, 1).orElseThrow().epoch()).isGreaterThan(epoch);
        }
    }

    /**
     * The promise: while a store holds unexpired support, its supporter has not withdrawn, whatever
     * crashes, power losses and partitions there were. Checked after every event of a run full of
     * them.
     */
    @ParameterizedTest
    @ValueSource(longs = {11, 13, 14, 15})
    void no_promise_is_broken_by_any_fault(long seed) {
        try (EdgeCluster cluster = new EdgeCluster(seed, 3)) {
            long[] checked = {0};
            cluster.simulation.onAfterEvent(() -> {
                for (int supported = 1; supported <= 3; supported++) {
                    for (int supporter = 1; supporter <= 3; supporter++) {
                        checked[0] += check(cluster, supported, supporter);
                    }
                }
            });
            SimRandom random = new SimRandom(seed, "faults");
            for (int i = 0; i < 40; i++) {
                fault(cluster, random);
                cluster.runSeconds(0.2 + random.nextDouble() * 3);
            }
            assertThat(checked[0]).isGreaterThan(5_000);
        }
    }

    private static long check(EdgeCluster cluster, int supported, int supporter) {
        boolean bothRun =
                cluster.host(supported).isRunning() && cluster.host(supporter).isRunning();
        if (supported == supporter || !bothRun) {
            return 0;
        }
        EdgeCluster.Node holder = cluster.node(supported);
        Optional<Support> support = received(cluster, supported, supporter);
        if (support.isEmpty()
                || !support.get().expiration().isAfter(holder.clock().peek())) {
            return 0;
        }
        Support given =
                cluster.node(supporter).support().current().given().get(new NodeId(supported));
        assertThat(given).as("support of n%d by n%d", supported, supporter).isNotNull();
        assertThat(given.isWithdrawn() || given.epoch() != support.get().epoch())
                .as("n%d relies on %s, n%d has %s", supported, support, supporter, given)
                .isFalse();
        return 1;
    }

    private static void fault(EdgeCluster cluster, SimRandom random) {
        int node = 1 + random.nextInt(3);
        int other = 1 + random.nextInt(3);
        switch (random.nextInt(6)) {
            case 0 -> restart(cluster, node, false);
            case 1 -> restart(cluster, node, true);
            case 2 -> cluster.simulation.network().heal();
            case 3 -> cluster.host(node).disk().stall();
            case 4 -> cluster.host(node).disk().release();
            default -> {
                if (node != other) {
                    cluster.simulation.network().oneWay("n" + node, "n" + other);
                }
            }
        }
    }

    private static void restart(EdgeCluster cluster, int node, boolean powerLoss) {
        if (powerLoss) {
            cluster.host(node).powerOff();
        } else {
            cluster.host(node).kill();
        }
        cluster.host(node).disk().release();
        cluster.boot(node);
    }
}
