package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.RangeDescriptor;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What a cluster tells of its ranges is how they are now, not how they began. */
class PresentRangesTest {
    private static long replicas(TestCluster test, int node) {
        return test.cluster.status().get(node - 1).replicas();
    }

    private static RangeDescriptor table(TestCluster test) {
        List<RangeDescriptor> ranges = test.cluster.tableRanges("main");
        assertThat(ranges).hasSize(1);
        return ranges.get(0);
    }

    @Test
    void when_aDeadNodesReplicasAreReplaced_then_rangesAndTheNodeTableSaySo() {
        ClusterConfig config = ClusterConfig.of(5, TestCluster.V24_1)
                .with(VirtualClusterConfig.of("main", 1))
                .with("server.time_until_store_dead", "75s");
        try (TestCluster test = TestCluster.up(config)) {
            RangeDescriptor before = table(test);
            NodeId dead = before.replicas().get(0).node();
            long had = replicas(test, dead.value());
            long all = test.cluster.status().stream()
                    .mapToLong(NodeStatus::replicas)
                    .sum();

            test.cluster.node(dead).powerOff();
            test.runFor(125);

            RangeDescriptor after = table(test);
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.isOn(dead)).isFalse();
            assertThat(after.replicas()).hasSize(before.replicas().size());
            assertThat(test.cluster.range(before.id())).contains(after);
            assertThat(replicas(test, dead.value())).isLessThan(had);
            assertThat(test.cluster.status().stream()
                            .mapToLong(NodeStatus::replicas)
                            .sum())
                    .isEqualTo(all);
        }
    }
}
