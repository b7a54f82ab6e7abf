package io.biplane.kvserver.replica;

import static io.biplane.kvserver.fixture.KvCluster.MILLIS;
import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.kernel.network.ActiveRule;
import io.biplane.kernel.network.Verdict;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.fixture.Counters;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.liveness.StoreLiveness;
import io.biplane.kvserver.store.Store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/** A step of a change that Raft does not take, because support is behind, is taken as soon as support is there. */
class ChangeAwaitsSupportTest {
    private static final Key KEY = KvCluster.key(0, 1);

    private final KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(4).ranges(1));
    private final RangeId range = cluster.rangeOf(KEY);
    private final int leader = cluster.leaseholder(KEY).orElseThrow();
    /** The voters that do not lead, then the node without a replica. */
    private final NodeId goes = follower(0);

    private final NodeId comes = stranger();

    private RangeDescriptor now() {
        return cluster.descriptor(leader, range).orElseThrow();
    }

    private NodeId follower(int position) {
        List<NodeId> followers = now().replicas().stream()
                .map(ReplicaDescriptor::node)
                .filter(node -> node.value() != leader)
                .toList();
        return followers.get(position);
    }

    private NodeId stranger() {
        for (int node = 1; ; node++) {
            if (!now().isOn(new NodeId(node))) {
                return new NodeId(node);
            }
        }
    }

    private boolean isJoint() {
        return now().replicas().stream()
                .anyMatch(replica -> replica.type() == ReplicaDescriptor.Type.VOTER_INCOMING);
    }

    private boolean isSwapped() {
        return !isJoint() && now().isOn(comes) && !now().isOn(goes);
    }

    private void orderSwap() {
        cluster.order(
                leader, new Store.ChangeReplicas(range, Optional.of(comes), Optional.of(goes)));
    }

    /** The leader's beats reach nobody but the voter that goes: its promise is the longest. */
    @Test
    void when_thoseWhoStayHavePromisedLess_then_theStepWaitsForTheirNextPromise() {
        try (cluster) {
            cluster.run(SECONDS);
            ActiveRule rule = cluster.sim
                    .network()
                    .add(
                            "beats to one only",
                            packet -> packet.message() instanceof StoreLiveness.Beat
                                            && packet.from().equals("n" + leader)
                                            && !packet.to().equals(goes.hostName())
                                    ? Verdict.DROP
                                    : Verdict.PASS);
            cluster.run(1_200 * MILLIS);
            orderSwap();
            cluster.run(800 * MILLIS);
            assertThat(isJoint()).isTrue();

            rule.end();
            long limit = cluster.sim.nowNanos() + 1_100 * MILLIS;
            while (!isSwapped() && cluster.sim.nowNanos() < limit) {
                cluster.run(10 * MILLIS);
            }
            assertThat(isSwapped()).isTrue();
            assertThat(cluster.leaseholder(KEY)).contains(leader);
        }
    }

    /** The same promise of two members is the same instant, though the leader's clock is drawn along unevenly by others'. */
    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void when_clocksDiffer_then_aChangeTakesNoLongerForIt(long offMillis) {
        try (cluster) {
            cluster.host(leader).clock().jump(offMillis * MILLIS);
            Counters counters = new Counters(cluster);
            for (int node = 1; node <= 4; node++) {
                counters.add(KEY, node, 4);
            }
            cluster.run(5_500 * MILLIS);
            orderSwap();
            cluster.run(120 * MILLIS);
            assertThat(isSwapped()).isTrue();
        }
    }
}
