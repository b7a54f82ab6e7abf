package io.biplane.kvserver.replica;

import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.kernel.network.Verdict;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.command.Outgoing;
import io.biplane.kvserver.fixture.Counters;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.store.RaftEnvelope;
import io.biplane.kvserver.store.Store;
import io.biplane.raft.message.RaftMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leases, leaderships and replicas move, on order and by themselves, under load. */
class MovesTest {
    private static final Key KEY = KvCluster.key(1, 7);

    private static void settle(KvCluster cluster, Counters counters, Key key) {
        cluster.run(5 * SECONDS);
        counters.stop();
        assertThat(cluster.get(1, key)).contains(Long.toString(counters.done(key)));
        cluster.invariants.sweep();
    }

    @ParameterizedTest
    @ValueSource(strings = {"24.1", "25.2"})
    void when_theLeaseIsHandedRoundUnderLoad_then_nobodyWaitsLong(String version) {
        ClusterVersion active = ClusterVersion.parse(version);
        try (KvCluster cluster =
                KvCluster.ready(KvCluster.Spec.of(3).version(active.year(), active.release()))) {
            Counters counters = new Counters(cluster);
            Counters.Client client = counters.add(KEY, 1, 3);
            counters.add(KEY, 2, 3);
            cluster.run(2 * SECONDS);
            client.resetGap();
            RangeId range = cluster.rangeOf(KEY);
            for (int turn = 0; turn < 5; turn++) {
                int holder = cluster.leaseholder(KEY).orElseThrow();
                int next = holder % 3 + 1;
                cluster.order(holder, new Store.TransferLease(range, new NodeId(next)));
                cluster.run(2 * SECONDS);
                assertThat(cluster.leaseholder(KEY)).contains(next);
                // Leadership follows, and then the lease is of the kind the version wants.
                ReplicaStatus status = cluster.replica(next, range).orElseThrow();
                assertThat(status.isLeader()).isTrue();
                assertThat(status.lease().orElseThrow().kind())
                        .isEqualTo(
                                active.isAtLeast(ClusterVersion.LEADER_LEASES)
                                        ? LeaseKind.LEADER
                                        : LeaseKind.EPOCH);
            }
            assertThat(client.longest.nanos()).isLessThan(SECONDS);
            settle(cluster, counters, KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"24.1", "25.2"})
    void when_aNodeDrains_then_allItsLeasesAndLeadershipsLeave(String version) {
        ClusterVersion active = ClusterVersion.parse(version);
        try (KvCluster cluster = KvCluster.ready(
                KvCluster.Spec.of(5).ranges(20).version(active.year(), active.release()))) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 5);
            assertThat(cluster.status(2).remaining()).isGreaterThan(3);
            List<Store.DrainProgress> progress = cluster.drainPass(2, 5 * SECONDS);
            cluster.run(6 * SECONDS);
            assertThat(progress).containsExactly(new Store.DrainProgress(0));
            assertThat(cluster.status(2).remaining()).isZero();
            assertThat(cluster.status(2).isDraining()).isTrue();
            settle(cluster, counters, KEY);
        }
    }

    @Test
    void when_aNodeIsDeadForLong_then_itsReplicasAreReplaced() {
        KvCluster.Spec spec = KvCluster.Spec.of(5).ranges(6).config(KvCluster::quickRepairs);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 2);
            cluster.run(SECONDS);
            cluster.host(4).powerOff();
            cluster.run(60 * SECONDS);
            for (int range = 0; range < 6; range++) {
                RangeDescriptor descriptor =
                        newest(cluster, cluster.rangeOf(KvCluster.key(range, 1)));
                assertThat(descriptor.isOn(new NodeId(4))).as("%s", descriptor).isFalse();
                assertThat(descriptor.replicas())
                        .hasSize(3)
                        .allMatch(replica -> replica.type() == ReplicaDescriptor.Type.VOTER);
            }
            assertThat(cluster.changes)
                    .anyMatch(seen -> seen.change() instanceof KvServerChange.SnapshotSent);
            // The dead node comes back, hears that it has left, and lets go of its replicas.
            cluster.boot(4);
            cluster.run(20 * SECONDS);
            assertThat(cluster.status(4).replicas())
                    .allMatch(replica -> newest(cluster, replica.range()).isOn(new NodeId(4)));
            settle(cluster, counters, KEY);
        }
    }

    /**
     * The leaseholder's own replica is to go. Its lease, which outlives its membership as long as its node lives, has to go first;
     * otherwise nobody could ever serve again. Whoever gets it finishes the change.
     */
    @ParameterizedTest
    @ValueSource(strings = {"24.1", "25.2"})
    void when_theLeaseholderIsRemovedOrReplaced_then_itsLeaseGoesFirst(String version) {
        ClusterVersion active = ClusterVersion.parse(version);
        KvCluster.Spec spec = KvCluster.Spec.of(5)
                .version(active.year(), active.release())
                .config(KvCluster::quickRepairs);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            Counters counters = new Counters(cluster);
            Counters.Client client = counters.add(KEY, 1, 5);
            RangeId range = cluster.rangeOf(KEY);
            cluster.run(SECONDS);
            client.resetGap();
            int first = cluster.leaseholder(KEY).orElseThrow();
            int stranger = 1;
            while (cluster.plan.rangeOf(KEY).isOn(new NodeId(stranger))) {
                stranger++;
            }
            cluster.order(
                    first,
                    new Store.ChangeReplicas(
                            range,
                            Optional.of(new NodeId(stranger)),
                            Optional.of(new NodeId(first))));
            cluster.run(10 * SECONDS);
            assertThat(newest(cluster, range).isOn(new NodeId(first))).isFalse();
            assertThat(newest(cluster, range).isOn(new NodeId(stranger))).isTrue();

            int second = cluster.leaseholder(KEY).orElseThrow();
            cluster.order(
                    second,
                    new Store.ChangeReplicas(
                            range, Optional.empty(), Optional.of(new NodeId(second))));
            cluster.run(10 * SECONDS);
            // Without a joint step nothing is half done: the new leaseholder does not know what was
            // wanted.
            assertThat(cluster.leaseholder(KEY)).isPresent().isNotEqualTo(Optional.of(second));
            assertThat(client.longest.nanos()).isLessThan(2 * SECONDS);
            settle(cluster, counters, KEY);
        }
    }

    private static RangeDescriptor newest(KvCluster cluster, RangeId range) {
        RangeDescriptor newest = null;
        for (int node = 1; node <= 5; node++) {
            if (!cluster.host(node).isRunning()) {
                continue;
            }
            Optional<RangeDescriptor> found = cluster.descriptor(node, range);
            if (found.isPresent()
                    && (newest == null || found.get().generation() > newest.generation())) {
                newest = found.get();
            }
        }
        return newest;
    }

    @Test
    void when_aFollowerComesBackBehindTheCutLog_then_aSnapshotBringsItUp() {
        KvCluster.Spec spec = KvCluster.Spec.of(3).config(KvCluster::shortLogs);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            int holder = cluster.leaseholder(KEY).orElseThrow();
            int away = holder % 3 + 1;
            Counters counters = new Counters(cluster);
            counters.add(KEY, holder, 3);
            cluster.run(SECONDS);
            cluster.host(away).powerOff();
            cluster.run(60 * SECONDS);
            cluster.boot(away);
            cluster.run(10 * SECONDS);
            RangeId range = cluster.rangeOf(KEY);
            assertThat(cluster.changes)
                    .anyMatch(seen -> seen.change() instanceof KvServerChange.SnapshotSent sent
                            && sent.range().equals(range)
                            && sent.to().equals(new NodeId(away)));
            // It may lead and serve now: what it holds is all there is.
            cluster.order(holder, new Store.TransferLease(range, new NodeId(away)));
            cluster.run(2 * SECONDS);
            assertThat(cluster.leaseholder(KEY)).contains(away);
            settle(cluster, counters, KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"24.1", "25.2"})
    void when_theLivenessRangeLosesItsQuorum_then_onlyLeaderLeasesGoOn(String version) {
        ClusterVersion active = ClusterVersion.parse(version);
        KvCluster.Spec spec =
                KvCluster.Spec.of(7).ranges(7).version(active.year(), active.release());
        try (KvCluster cluster = KvCluster.ready(spec)) {
            // A table range none of whose replicas is on a node that will die.
            RangeDescriptor liveness = cluster.plan.rangeOf(Keyspace.LIVENESS.start());
            List<Integer> victims = liveness.replicas().stream()
                    .map(replica -> replica.node().value())
                    .limit(3)
                    .toList();
            Key safe = null;
            for (int range = 0; range < 7 && safe == null; range++) {
                Key key = KvCluster.key(range, 1);
                if (cluster.plan.rangeOf(key).replicas().stream()
                        .noneMatch(replica -> victims.contains(replica.node().value()))) {
                    safe = key;
                }
            }
            int holder = cluster.leaseholder(safe).orElseThrow();
            Counters counters = new Counters(cluster);
            Counters.Client client = counters.add(safe, holder, 1);
            cluster.run(2 * SECONDS);
            victims.forEach(victim -> cluster.host(victim).powerOff());
            cluster.run(10 * SECONDS);
            long before = client.done;
            cluster.run(10 * SECONDS);
            if (active.isAtLeast(ClusterVersion.LEADER_LEASES)) {
                assertThat(client.done - before).isGreaterThan(50);
            } else {
                assertThat(client.done - before).isZero();
            }
            victims.forEach(cluster::boot);
            cluster.run(20 * SECONDS);
            settle(cluster, counters, safe);
        }
    }

    @Test
    void when_theVersionIsFinalized_then_epochLeasesBecomeLeaderLeases() {
        try (KvCluster cluster = KvCluster.ready(KvCluster.Spec.of(3).version(25, 1))) {
            Counters counters = new Counters(cluster);
            counters.add(KEY, 1, 3);
            cluster.run(SECONDS);
            RangeId range = cluster.rangeOf(KEY);
            int holder = cluster.leaseholder(KEY).orElseThrow();
            assertThat(cluster.replica(holder, range)
                            .orElseThrow()
                            .lease()
                            .orElseThrow()
                            .kind())
                    .isEqualTo(LeaseKind.EPOCH);
            cluster.finalizeVersion(new ClusterVersion(25, 2));
            cluster.run(10 * SECONDS);
            for (int table = 0; table < 3; table++) {
                Key key = KvCluster.key(table, 1);
                int now = cluster.leaseholder(key).orElseThrow();
                assertThat(cluster.replica(now, cluster.rangeOf(key))
                                .orElseThrow()
                                .lease()
                                .orElseThrow()
                                .kind())
                        .isEqualTo(LeaseKind.LEADER);
            }
            settle(cluster, counters, KEY);
        }
    }

    /**
     * Leader and leaseholder are kept apart, and what the leaseholder sends to the leader for appending is late: by then another
     * lease is in force. The command must have no effect; with the check of the lease sequence left out it has.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void when_aCommandOfAnOldLeaseArrives_then_onlyThePlantedBugLetsItPass(boolean isHonest) {
        List<String> found = new ArrayList<>();
        for (long seed = 1; seed <= 4; seed++) {
            try {
                keepLeaderAndLeaseholderApart(seed, isHonest);
            } catch (InvariantViolation violation) {
                found.add(violation.getMessage());
            }
        }
        if (isHonest) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).isNotEmpty().allMatch(message -> message.contains("is in force"));
        }
    }

    private static void keepLeaderAndLeaseholderApart(long seed, boolean isHonest) {
        PlantedKvBug bug = isHonest ? PlantedKvBug.NONE : PlantedKvBug.IGNORE_LEASE_SEQUENCE;
        KvCluster.Spec spec = KvCluster.Spec.of(3).seed(seed).version(24, 1).bug(bug);
        Key key = Keyspace.systemLocal("counter");
        try (KvCluster cluster = KvCluster.ready(spec)) {
            Counters counters = new Counters(cluster);
            counters.add(key, 1, 3);
            counters.add(key, 2, 3);
            counters.add(key, 3, 3);
            cluster.run(SECONDS);
            int leader = cluster.leaseholder(key).orElseThrow();
            int next = leader % 3 + 1;
            cluster.sim
                    .network()
                    .add(
                            "keep apart",
                            packet -> KvCluster.carries(
                                            packet.message(), RaftMessage.TimeoutNow.class)
                                    ? Verdict.DROP
                                    : Verdict.PASS);
            var late = cluster.sim
                    .network()
                    .add(
                            "late proposals",
                            packet -> isProposal(packet.message())
                                    ? new Verdict.Delay(7 * SECONDS, false)
                                    : Verdict.PASS);
            cluster.order(leader, new Store.TransferLease(cluster.rangeOf(key), new NodeId(next)));
            cluster.run(20 * SECONDS);
            late.end();
            cluster.sim.network().heal();
            settle(cluster, counters, key);
        }
    }

    private static boolean isProposal(Object message) {
        return message instanceof RaftEnvelope envelope
                && envelope.items().stream()
                        .anyMatch(item -> item.message() instanceof Outgoing.Proposal);
    }
}
