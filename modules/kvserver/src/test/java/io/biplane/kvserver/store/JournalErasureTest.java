package io.biplane.kvserver.store;

import static io.biplane.kvserver.fixture.KvCluster.MILLIS;
import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Key;
import io.biplane.kernel.network.Verdict;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.replica.ReplicaStatus;
import io.biplane.kvserver.snapshot.Parcel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/** A replica that leaves gives all its room back: rows, journal and journal snapshots. */
class JournalErasureTest {
    private static final Key KEY = KvCluster.key(0, 1_000);
    private static final int ROWS = 32;
    private static final int ROW_BYTES = 64 << 10;
    private static final long WRITTEN = (long) ROWS * ROW_BYTES;
    /** What the node's other ranges write and forget meanwhile. */
    private static final long NOISE = 100 << 10;

    private static int stranger(KvCluster cluster) {
        int node = 1;
        while (cluster.plan.rangeOf(KEY).isOn(new NodeId(node))) {
            node++;
        }
        return node;
    }

    private static void change(KvCluster cluster, Optional<NodeId> add, Optional<NodeId> remove) {
        cluster.order(
                cluster.leaseholder(KEY).orElseThrow(),
                new Store.ChangeReplicas(cluster.rangeOf(KEY), add, remove));
    }

    private static long used(KvCluster cluster, int node) {
        return cluster.host(node).disk().usedBytes();
    }

    /** A cluster in which {@link #stranger} has become a member, and holds rows and journal. */
    private static KvCluster grown() {
        KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(5).ranges(1));
        int node = stranger(cluster);
        long before = used(cluster, node);
        change(cluster, Optional.of(new NodeId(node)), Optional.empty());
        cluster.run(10 * SECONDS);
        for (int row = 0; row < ROWS; row++) {
            assertThat(cluster.ask(
                            1, new KvRequest.Put(KvCluster.key(0, row), new byte[ROW_BYTES])))
                    .isInstanceOf(BatchReply.Ok.class);
        }
        cluster.run(2 * SECONDS);
        assertThat(cluster.replica(node, cluster.rangeOf(KEY))).isPresent();
        assertThat(used(cluster, node) - before).isGreaterThan(2 * WRITTEN);
        return cluster;
    }

    private static void assertGone(KvCluster cluster, int node, long before) {
        Optional<ReplicaStatus> left = cluster.replica(node, cluster.rangeOf(KEY));
        assertThat(left).isEmpty();
        assertThat(used(cluster, node)).isBetween(before - NOISE, before + NOISE);
        cluster.invariants.sweep();
    }

    @Test
    void when_aReplicaLeaves_then_itsRoomReturns() {
        try (KvCluster cluster = grown()) {
            int node = stranger(cluster);
            long before = used(cluster, node) - 2 * WRITTEN;
            change(cluster, Optional.empty(), Optional.of(new NodeId(node)));
            cluster.run(5 * SECONDS);

            assertGone(cluster, node, before);
        }
    }

    /** Whenever the process ends while its replica leaves, the next one finishes what was left undone. */
    @ParameterizedTest
    @CsvSource({
        "0, false",
        "0, true",
        "200, false",
        "600, true",
        "1000, false",
        "1500, true",
        "2000, true",
        "3000, false"
    })
    void when_theProcessEndsMeanwhile_then_theNextOneFinishes(long micros, boolean isPowerLoss) {
        try (KvCluster cluster = grown()) {
            int node = stranger(cluster);
            long before = used(cluster, node) - 2 * WRITTEN;
            change(cluster, Optional.empty(), Optional.of(new NodeId(node)));
            int changes = cluster.changes.size();
            while (cluster.changes.stream()
                    .skip(changes)
                    .noneMatch(seen -> seen.change() instanceof KvServerChange.ReplicasChanged)) {
                cluster.sim.step();
            }
            cluster.run(micros * MILLIS / 1_000);
            if (isPowerLoss) {
                cluster.host(node).powerOff();
            } else {
                cluster.host(node).kill();
            }
            cluster.run(5 * SECONDS);
            cluster.boot(node);
            cluster.run(20 * SECONDS);

            assertGone(cluster, node, before);
        }
    }

    /** A learner that never got its snapshot leaves a journal, and nothing else, on a node that is down when it is taken off. */
    @Test
    void when_aLearnerWithoutRowsWasReplaced_then_itsJournalGoesToo() {
        try (KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(5).ranges(1))) {
            int node = stranger(cluster);
            NodeId stranger = new NodeId(node);
            var cut = cluster.sim
                    .network()
                    .add(
                            "no snapshots",
                            packet -> packet.message() instanceof Parcel
                                    ? Verdict.DROP
                                    : Verdict.PASS);
            change(cluster, Optional.of(stranger), Optional.empty());
            cluster.run(2 * SECONDS);
            assertThat(cluster.journals(node, cluster.rangeOf(KEY))).containsExactly(4L);
            cluster.host(node).kill();
            cluster.run(130 * SECONDS); // the change is given up
            change(cluster, Optional.empty(), Optional.of(stranger));
            cluster.run(5 * SECONDS);
            cut.end();
            cluster.boot(node);
            cluster.run(5 * SECONDS);
            change(cluster, Optional.of(stranger), Optional.empty());
            cluster.run(20 * SECONDS);

            assertThat(cluster.replica(node, cluster.rangeOf(KEY)).orElseThrow().descriptor())
                    .isPresent();
            assertThat(cluster.journals(node, cluster.rangeOf(KEY))).containsExactly(5L);
        }
    }
}
