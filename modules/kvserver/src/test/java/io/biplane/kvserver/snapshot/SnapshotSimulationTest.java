package io.biplane.kvserver.snapshot;

import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.kernel.network.Verdict;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.config.NodeView;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.fixture.Counters;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.store.Store;
import io.biplane.settings.kv.KvConfig;
import io.biplane.settings.kv.KvSettings;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Snapshots between nodes that live, die and are cut off: their time shows, and they end. */
class SnapshotSimulationTest {
    private static final int ROWS = 64;
    private static final int ROW_BYTES = 64 << 10;
    private static final long RATE = 1 << 20;
    private static final Key KEY = KvCluster.key(0, 1_000);

    /** A rate that makes four megabytes take four seconds. */
    private static KvConfig slowly(KvConfig config) {
        KvConfig.ReplicationSettings r = config.replication();
        return config.withReplication(new KvConfig.ReplicationSettings(
                r.queueIntervalNanos(), RATE, r.logTruncationBytes(), r.commitRecordNanos()));
    }

    /** Five nodes, and a table range with four megabytes on three of them. */
    private static KvCluster loaded() {
        KvCluster cluster = KvCluster.ready(
                KvCluster.Spec.of(5).ranges(1).config(SnapshotSimulationTest::slowly));
        for (int row = 0; row < ROWS; row++) {
            BatchReply reply =
                    cluster.ask(1, new KvRequest.Put(KvCluster.key(0, row), new byte[ROW_BYTES]));
            assertThat(reply).isInstanceOf(BatchReply.Ok.class);
        }
        return cluster;
    }

    /** A node without a replica of the range. */
    private static int newcomer(KvCluster cluster) {
        int node = 1;
        while (cluster.plan.rangeOf(KEY).isOn(new NodeId(node))) {
            node++;
        }
        return node;
    }

    private static RangeId range(KvCluster cluster) {
        return cluster.rangeOf(KEY);
    }

    private static void addNewcomer(KvCluster cluster) {
        int holder = cluster.leaseholder(KEY).orElseThrow();
        cluster.order(
                holder,
                new Store.ChangeReplicas(
                        range(cluster),
                        Optional.of(new NodeId(newcomer(cluster))),
                        Optional.empty()));
    }

    private static boolean isVoter(KvCluster cluster) {
        int holder = cluster.leaseholder(KEY).orElseThrow();
        return cluster.descriptor(holder, range(cluster)).orElseThrow().replicas().stream()
                .anyMatch(replica -> replica.node().value() == newcomer(cluster)
                        && replica.type() == ReplicaDescriptor.Type.VOTER);
    }

    private static List<Long> times(KvCluster cluster, Class<? extends KvServerChange> change) {
        return cluster.changes.stream()
                .filter(seen -> change.isInstance(seen.change()))
                .map(KvCluster.Seen::atNanos)
                .toList();
    }

    private static void settle(KvCluster cluster, Counters counters) {
        cluster.run(5 * SECONDS);
        counters.stop();
        assertThat(cluster.get(cluster.leaseholder(KEY).orElseThrow(), KEY))
                .contains(Long.toString(counters.done(KEY)));
        cluster.invariants.sweep();
    }

    @Test
    void when_aReplicaIsAdded_then_itTakesWhatItsBytesTakeAtTheRateAndNobodyWaitsForIt() {
        try (KvCluster cluster = loaded()) {
            Counters counters = new Counters(cluster);
            Counters.Client client = counters.add(KEY, 1, 3);
            cluster.run(SECONDS);
            client.resetGap();
            addNewcomer(cluster);
            cluster.run(20 * SECONDS);

            assertThat(times(cluster, KvServerChange.SnapshotSent.class)).hasSize(1);
            assertThat(times(cluster, KvServerChange.SnapshotDelivered.class)).hasSize(1);
            long tookNanos =
                    times(cluster, KvServerChange.SnapshotDelivered.class).get(0)
                            - times(cluster, KvServerChange.SnapshotSent.class).get(0);
            long atRateNanos = (long) ROWS * ROW_BYTES * SECONDS / RATE;
            assertThat(tookNanos).isBetween(atRateNanos * 9 / 10, atRateNanos + atRateNanos / 5);
            assertThat(isVoter(cluster)).isTrue();
            assertThat(client.longest.nanos()).isLessThan(SECONDS / 2);
            settle(cluster, counters);
        }
    }

    @Test
    void when_theRateIsRaisedOnTheWay_then_theRestTravelsFaster() {
        try (KvCluster cluster = loaded()) {
            addNewcomer(cluster);
            long beganNanos = cluster.sim.nowNanos();
            cluster.run(2 * SECONDS);
            int holder = cluster.leaseholder(KEY).orElseThrow();
            NodeView<KvSettings> settings = cluster.refs(holder).views().settings();
            settings.set(new KvSettings(settings.current().storeDeadNanos(), 8 * RATE));
            cluster.run(20 * SECONDS);
            long endedNanos =
                    times(cluster, KvServerChange.SnapshotDelivered.class).get(0);
            assertThat(endedNanos - beganNanos).isBetween(2 * SECONDS, 3 * SECONDS);
        }
    }

    @Test
    void when_theNewcomerIsCutOffForAMoment_then_theSnapshotGoesOn() {
        try (KvCluster cluster = loaded()) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 3);
            addNewcomer(cluster);
            cluster.run(2 * SECONDS);
            cluster.sim
                    .network()
                    .isolate("n" + newcomer(cluster))
                    .until(cluster.sim.nowNanos() + 3 * SECONDS);
            cluster.run(20 * SECONDS);

            assertThat(times(cluster, KvServerChange.SnapshotSent.class)).hasSize(1);
            assertThat(times(cluster, KvServerChange.SnapshotDelivered.class)).hasSize(1);
            assertThat(times(cluster, KvServerChange.SnapshotFailed.class)).isEmpty();
            assertThat(isVoter(cluster)).isTrue();
            settle(cluster, counters);
        }
    }

    @Test
    void when_theNewcomerIsCutOffForLong_then_theSnapshotIsGivenUpAndMadeAgainLater() {
        try (KvCluster cluster = loaded()) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 3);
            addNewcomer(cluster);
            cluster.run(2 * SECONDS);
            cluster.sim
                    .network()
                    .isolate("n" + newcomer(cluster))
                    .until(cluster.sim.nowNanos() + 15 * SECONDS);
            cluster.run(60 * SECONDS);

            assertThat(times(cluster, KvServerChange.SnapshotFailed.class)).isNotEmpty();
            assertThat(times(cluster, KvServerChange.SnapshotDelivered.class)).hasSize(1);
            assertThat(isVoter(cluster)).isTrue();
            settle(cluster, counters);
        }
    }

    @Test
    void when_theNewcomerIsKilledAndComesBack_then_itGetsAnother() {
        try (KvCluster cluster = loaded()) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 3);
            addNewcomer(cluster);
            cluster.run(2 * SECONDS);
            cluster.host(newcomer(cluster)).kill();
            cluster.run(SECONDS + SECONDS / 10);
            // A dead process is noticed at once, as its connections are reset; silence would take
            // six seconds.
            assertThat(times(cluster, KvServerChange.SnapshotFailed.class)).hasSize(1);
            cluster.boot(newcomer(cluster));
            cluster.run(40 * SECONDS);

            assertThat(times(cluster, KvServerChange.SnapshotDelivered.class)).hasSize(1);
            assertThat(isVoter(cluster)).isTrue();
            settle(cluster, counters);
        }
    }

    @Test
    void when_theSenderLosesPower_then_theNextLeaderSendsItsOwn() {
        try (KvCluster cluster = loaded()) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 3);
            int sender = cluster.leaseholder(KEY).orElseThrow();
            addNewcomer(cluster);
            cluster.run(2 * SECONDS);
            cluster.host(sender).powerOff();
            cluster.run(30 * SECONDS);
            // The learner belongs to the range already, so whoever leads has to bring it up.
            assertThat(times(cluster, KvServerChange.SnapshotSent.class))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(times(cluster, KvServerChange.SnapshotDelivered.class)).hasSize(1);
            cluster.boot(sender);
            cluster.run(10 * SECONDS);
            settle(cluster, counters);
        }
    }

    @Test
    void when_everyTenthParcelIsLost_then_itStillArrives() {
        try (KvCluster cluster = loaded()) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 3);
            int[] parcels = {0};
            cluster.sim
                    .network()
                    .add(
                            "lossy",
                            packet -> packet.message() instanceof Parcel && ++parcels[0] % 10 == 0
                                    ? Verdict.DROP
                                    : Verdict.PASS);
            addNewcomer(cluster);
            cluster.run(60 * SECONDS);

            assertThat(times(cluster, KvServerChange.SnapshotDelivered.class)).hasSize(1);
            assertThat(isVoter(cluster)).isTrue();
            cluster.sim.network().heal();
            settle(cluster, counters);
        }
    }
}
