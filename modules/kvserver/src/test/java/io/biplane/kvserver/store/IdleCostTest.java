package io.biplane.kvserver.store;

import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kvserver.fixture.KvCluster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group that sleeps costs nothing: what an idle cluster does depends on its nodes, not on its ranges. */
class IdleCostTest {
    private static long idleEvents(int tableRanges, int release) {
        KvCluster.Spec spec = KvCluster.Spec.of(5).ranges(tableRanges).version(25, release);
        try (KvCluster cluster = new KvCluster(spec)) {
            cluster.bootAll().run(20 * SECONDS);
            long before = cluster.sim.eventCount();
            cluster.run(60 * SECONDS);
            return cluster.sim.eventCount() - before;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void when_thereAreFiftyTimesAsManyIdleRanges_then_nothingMoreHappens(int release) {
        long few = idleEvents(5, release);
        long many = idleEvents(250, release);
        assertThat(many).isLessThan(few + few / 20);
    }

    @Test
    void when_aSleepingRangeIsWrittenTo_then_itWakesAnswersAndSleepsAgain() {
        try (KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(3))) {
            cluster.run(10 * SECONDS);
            var key = KvCluster.key(1, 1);
            int holder = cluster.leaseholder(key).orElseThrow();
            var range = cluster.rangeOf(key);
            assertThat(cluster.replica(holder, range).orElseThrow().part().isQuiesced())
                    .isTrue();
            long before = cluster.sim.nowNanos();
            cluster.put(holder % 3 + 1, key, "x");
            assertThat(cluster.sim.nowNanos() - before).isLessThan(SECONDS / 10);
            assertThat(cluster.replica(holder, range).orElseThrow().part().isQuiesced())
                    .isFalse();
            cluster.run(10 * SECONDS);
            for (int node = 1; node <= 3; node++) {
                assertThat(cluster.replica(node, range).orElseThrow().part().isQuiesced())
                        .isTrue();
            }
        }
    }
}
