package io.biplane.kvserver.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.MetaKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

class BootstrapPlanTest {
    private static List<BootstrapPlan.Candidate> nodes(int count) {
        List<BootstrapPlan.Candidate> nodes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            // Whole zones one after the other: neighbours by number share a zone.
            String zone = "zone-" + (i - 1) / ((count + 2) / 3);
            nodes.add(new BootstrapPlan.Candidate(new NodeId(i), zone));
        }
        return nodes;
    }

    private static BootstrapPlan plan(int nodeCount) {
        BootstrapPlan.Builder builder = BootstrapPlan.over(nodes(nodeCount));
        for (int i = 0; i < 30; i++) {
            builder.range(Keyspace.TENANTS_START.append((byte) 0x8b, (byte) i), 3);
        }
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 1", "3, 3, 3", "4, 3, 3", "5, 5, 3", "9, 5, 3"})
    void when_nodesAreFew_then_replicasAreTheLargestOddNumber(
            int nodeCount, int systemReplicas, int tableReplicas) {
        BootstrapPlan plan = plan(nodeCount);
        assertThat(plan.rangeOf(Keyspace.LIVENESS.start()).replicas()).hasSize(systemReplicas);
        assertThat(plan.rangeOf(Keyspace.TENANTS_START).replicas()).hasSize(tableReplicas);
    }

    @Test
    void when_aPlanIsMade_then_metaRecordsAddressEveryRange() {
        BootstrapPlan plan = plan(5);
        RangeSeed meta = plan.seeds().get(0);
        TreeMap<Key, byte[]> records = new TreeMap<>();
        meta.rows().forEach(row -> records.put(row.key(), row.value()));
        for (RangeSeed seed : plan.seeds()) {
            byte[] record = records.get(MetaKeys.record(seed.descriptor().span().end()));
            assertThat(RangeCodec.descriptor(record)).isEqualTo(seed.descriptor());
            // The first record above a key's own address is its range.
            Key address = MetaKeys.record(seed.descriptor().span().start().next());
            assertThat(RangeCodec.descriptor(records.ceilingEntry(address).getValue()))
                    .isEqualTo(seed.descriptor());
        }
    }

    @Test
    void when_zonesAreThree_then_everyRangeStandsInAllOfThemAndLoadIsEven() {
        BootstrapPlan plan = plan(9);
        TreeMap<NodeId, String> zones = new TreeMap<>();
        nodes(9).forEach(node -> zones.put(node.node(), node.zone()));
        TreeMap<NodeId, Integer> preferred = new TreeMap<>();
        for (RangeSeed seed : plan.seeds()) {
            List<String> seen = seed.descriptor().replicas().stream()
                    .map(ReplicaDescriptor::node)
                    .map(zones::get)
                    .distinct()
                    .toList();
            assertThat(seen).hasSize(3);
            preferred.merge(seed.preferredLeaseholder(), 1, Integer::sum);
        }
        assertThat(preferred.values()).allMatch(count -> count >= 3 && count <= 4);
    }

    @Test
    void when_theSameInputsAreGiven_then_thePlanIsTheSame() {
        assertThat(plan(5).seeds().stream().map(RangeSeed::descriptor).toList())
                .isEqualTo(plan(5).seeds().stream().map(RangeSeed::descriptor).toList());
    }

    @Test
    void when_theSeedsLeaveAGap_then_thereIsNoPlan() {
        List<RangeSeed> seeds = plan(3).seeds();
        assertThatThrownBy(() -> new BootstrapPlan(seeds.subList(1, seeds.size())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gap");
        assertThatThrownBy(() -> new BootstrapPlan(seeds.subList(0, seeds.size() - 1)))
                .hasMessageContaining("no range from");
    }
}
