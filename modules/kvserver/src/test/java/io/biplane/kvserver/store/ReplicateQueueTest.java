package io.biplane.kvserver.store;

import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.kernel.network.Verdict;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.snapshot.Parcel;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/** The queue that repairs ranges does not get in its own way. */
class ReplicateQueueTest {
    private static final Key KEY = KvCluster.key(0, 1);

    /**
     * A learner that cannot get its snapshot looks like a change left half done. The queue's attempt to finish it is refused, as
     * the change is under way; asked again at once it would be refused for ever at one instant.
     */
    @Test
    void when_aChangeIsUnderWay_then_theQueueAsksSeldom() {
        KvCluster.Spec spec = KvCluster.Spec.of(5).ranges(1).config(KvCluster::quickRepairs);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            int stranger = 1;
            while (cluster.plan.rangeOf(KEY).isOn(new NodeId(stranger))) {
                stranger++;
            }
            var cut = cluster.sim
                    .network()
                    .add(
                            "no snapshots",
                            packet -> packet.message() instanceof Parcel
                                    ? Verdict.DROP
                                    : Verdict.PASS);
            cluster.order(
                    cluster.leaseholder(KEY).orElseThrow(),
                    new Store.ChangeReplicas(
                            cluster.rangeOf(KEY),
                            Optional.of(new NodeId(stranger)),
                            Optional.empty()));
            cluster.run(2 * SECONDS);
            long before = cluster.sim.eventCount();
            cluster.run(30 * SECONDS);
            assertThat(cluster.sim.eventCount() - before).isLessThan(200_000);

            cut.end();
            cluster.run(10 * SECONDS);
            assertThat(cluster.descriptor(
                                    cluster.leaseholder(KEY).orElseThrow(), cluster.rangeOf(KEY))
                            .orElseThrow()
                            .replicas())
                    .hasSize(4);
            cluster.invariants.sweep();
        }
    }
}
