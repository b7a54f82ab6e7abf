package io.biplane.kv.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kv.api.BatchReply;
import io.biplane.kv.fixture.KvCluster;

import org.junit.jupiter.api.Test;

class ClusterSmokeTest {
    @Test
    void when_aClusterBoots_then_itServesWritesAndReads() {
        try (KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(3))) {
            cluster.changes.forEach(seen -> System.out.println(seen));
            assertThat(cluster.put(1, KvCluster.key(0, 1), "a")).isInstanceOf(BatchReply.Ok.class);
            assertThat(cluster.get(2, KvCluster.key(0, 1))).contains("a");
            System.out.println(cluster.sim.eventCount());
        }
    }
}
