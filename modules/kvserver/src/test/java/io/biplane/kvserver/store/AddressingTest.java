package io.biplane.kvserver.store;

import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.network.Verdict;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.KvResponse;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.codec.RangeCodec;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kv.keys.MetaKeys;
import io.biplane.kvserver.fixture.KvCluster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/** Addressing records follow their descriptors, whatever happens to the range that holds them. */
class AddressingTest {
    private static RangeDescriptor record(KvCluster cluster, int node, RangeDescriptor range) {
        BatchReply reply =
                cluster.ask(node, new KvRequest.Get(MetaKeys.record(range.span().end())));
        KvResponse response = ((BatchReply.Ok) reply).responses().get(0);
        return RangeCodec.descriptor(((KvResponse.Value) response).value().orElseThrow());
    }

    private static RangeDescriptor descriptor(KvCluster cluster, Key key) {
        int holder = cluster.leaseholder(key).orElseThrow();
        return cluster.descriptor(holder, cluster.rangeOf(key)).orElseThrow();
    }

    /** A table range none of whose replicas is on one of these nodes. */
    private static Key apartFrom(KvCluster cluster, List<Integer> nodes, int ranges) {
        for (int range = 0; range < ranges; range++) {
            Key key = KvCluster.key(range, 1);
            if (cluster.plan.rangeOf(key).replicas().stream()
                    .noneMatch(replica -> nodes.contains(replica.node().value()))) {
                return key;
            }
        }
        throw new AssertionError("no table range is apart from " + nodes);
    }

    /**
     * The range of the records has no quorum while a table range changes, and for longer than any client tries. The record has to
     * come up all the same once there is one again; nothing else would ever make it.
     */
    @Test
    void when_theMetaRangeIsDownForLong_then_theRecordIsWrittenAfterwards() {
        try (KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(7).ranges(7))) {
            List<Integer> victims = cluster.plan.rangeOf(Keyspace.META.start()).replicas().stream()
                    .map(replica -> replica.node().value())
                    .limit(3)
                    .toList();
            Key key = apartFrom(cluster, victims, 7);
            RangeDescriptor before = descriptor(cluster, key);
            victims.forEach(victim -> cluster.host(victim).powerOff());
            cluster.run(10 * SECONDS);
            int holder = cluster.leaseholder(key).orElseThrow();
            NodeId leaving = before.replicas().stream()
                    .map(replica -> replica.node())
                    .filter(node -> node.value() != holder)
                    .findFirst()
                    .orElseThrow();
            cluster.order(
                    holder,
                    new Store.ChangeReplicas(before.id(), Optional.empty(), Optional.of(leaving)));
            cluster.run(100 * SECONDS);
            RangeDescriptor after = descriptor(cluster, key);
            assertThat(after.generation()).isGreaterThan(before.generation());
            victims.forEach(cluster::boot);
            cluster.run(30 * SECONDS);

            assertThat(record(cluster, holder, after)).isEqualTo(after);
        }
    }

    /**
     * Replicas and leases move while messages get lost at random and writes of records are late by seconds, so that a former
     * leaseholder's write arrives when its successor's is there already.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void when_leasesAndReplicasMoveAndWritesAreLate_then_noRecordStaysBehind(long seed) {
        try (KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(5).seed(seed).ranges(3))) {
            SimRandom random = new SimRandom(seed, "storm");
            cluster.sim
                    .network()
                    .add(
                            "late and lossy",
                            packet -> random.chance(0.02)
                                    ? Verdict.DROP
                                    : random.chance(0.1)
                                            ? new Verdict.Delay(random.nextLong(4 * SECONDS), true)
                                            : Verdict.PASS);
            for (int round = 0; round < 40; round++) {
                Key key = KvCluster.key(random.nextInt(3), 1);
                RangeId range = cluster.rangeOf(key);
                Optional<Integer> holder = cluster.leaseholder(key);
                NodeId node = new NodeId(1 + random.nextInt(5));
                if (holder.isPresent()) {
                    cluster.order(holder.get(), order(cluster, range, holder.get(), node));
                }
                cluster.run(SECONDS / 2 + random.nextLong(2 * SECONDS));
            }
            cluster.sim.network().heal();
            cluster.run(130 * SECONDS);

            for (int range = 0; range < 3; range++) {
                RangeDescriptor now = descriptor(cluster, KvCluster.key(range, 1));
                assertThat(now.generation()).isPositive();
                assertThat(record(cluster, 1, now)).isEqualTo(now);
            }
            cluster.invariants.sweep();
        }
    }

    private static Store.Command order(KvCluster cluster, RangeId range, int holder, NodeId node) {
        RangeDescriptor now = cluster.descriptor(holder, range).orElseThrow();
        if (!now.isOn(node)) {
            return new Store.ChangeReplicas(range, Optional.of(node), Optional.empty());
        }
        return node.value() != holder && now.replicas().size() > 3
                ? new Store.ChangeReplicas(range, Optional.empty(), Optional.of(node))
                : new Store.TransferLease(range, node);
    }
}
