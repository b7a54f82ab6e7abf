package io.biplane.kvserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.random.Latency;
import io.biplane.kvserver.fixture.KvCluster;

import org.junit.jupiter.api.Test;

/** A node whose first state takes long to reach its disk is spoken to by peers that are further. */
class FirstBootTest {
    @Test
    void when_peersSpeakBeforeTheFirstStateIsDurable_then_theNodeStillStartsItsPlannedReplicas() {
        try (KvCluster cluster = new KvCluster(KvCluster.Spec.of(3))) {
            cluster.host(2).disk().syncLatency(Latency.fixed(400 * KvCluster.MILLIS));
            cluster.bootAll().run(3 * KvCluster.SECONDS);
            cluster.host(2).disk().syncLatency(Latency.fixed(KvCluster.MILLIS));
            cluster.run(10 * KvCluster.SECONDS);
            assertThat(cluster.host(2).isRunning()).as("n2 lives").isTrue();
            // Each replica of the plan is there and led: a replica started as a newcomer would hide
            // or break that.
            assertThat(cluster.status(2).replicas())
                    .hasSameSizeAs(cluster.plan.on(new io.biplane.base.id.NodeId(2)));
            cluster.put(1, KvCluster.key(0, 1), "value");
            assertThat(cluster.get(2, KvCluster.key(0, 1))).contains("value");
        }
    }
}
