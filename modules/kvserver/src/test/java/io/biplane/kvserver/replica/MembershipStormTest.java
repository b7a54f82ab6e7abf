package io.biplane.kvserver.replica;

import static io.biplane.kvserver.fixture.KvCluster.MILLIS;
import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.network.Verdict;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kv.api.RangeDescriptor;
import io.biplane.kv.api.ReplicaDescriptor;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.fixture.Counters;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.fixture.PairFaults;
import io.biplane.kvserver.liveness.StoreLiveness;
import io.biplane.kvserver.store.RaftEnvelope;
import io.biplane.kvserver.store.Store;
import io.biplane.raft.message.RaftMessage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Replicas are added, removed and swapped, leases and leaderships handed round, nodes killed, machines hampered, all at random and under
 * load, while the network loses and delays: every invariant holds after every event, and no increment is lost.
 */
class MembershipStormTest {
    private static final int NODES = 5;
    private static final int RANGES = 3;

    /**
     * 6 and 23 removed a leader whose release of its members was lost. In 89 and 181 a restarted node served under the epoch of the
     * process before it, which the others had already seen raised.
     */
    static LongStream someSeeds() {
        return LongStream.of(1, 2, 3, 4, 6, 23, 89, 181);
    }

    static LongStream manySeeds() {
        return LongStream.rangeClosed(1, Long.getLong("biplane.seeds", 200));
    }

    @ParameterizedTest
    @MethodSource("someSeeds")
    void when_replicasMoveInAStorm_then_everythingHolds(long seed) {
        storm(seed, Trouble.LOSS);
    }

    @ParameterizedTest
    @Tag("nightly")
    @MethodSource("manySeeds")
    void when_replicasMoveInManyStorms_then_everythingHolds(long seed) {
        storm(seed, Trouble.LOSS);
    }

    /** In 21 a range comes back to a node that still erases the journal of its former replica. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 21})
    void when_pairsLoseBeatsAroundEachStep_then_everythingHolds(long seed) {
        storm(seed, Trouble.PAIRS);
    }

    @ParameterizedTest
    @Tag("nightly")
    @MethodSource("manySeeds")
    void when_pairsLoseBeatsAroundEachStepOfMany_then_everythingHolds(long seed) {
        storm(seed, Trouble.PAIRS);
    }

    /** None arrives before the calm: a leader that left has to repeat it until then. In 28 one does leave. */
    @ParameterizedTest
    @ValueSource(longs = {2, 28})
    void when_releasesGetLostInAStorm_then_everythingHolds(long seed) {
        storm(seed, Trouble.LOST_RELEASES);
    }

    /** What comes on top of loss, delay, crashes and hampered machines. */
    private enum Trouble {
        /** Nothing. */
        LOSS,
        /** No leader's release of its members arrives. */
        LOST_RELEASES,
        /**
         * Around each step of a change single pairs of nodes lose beats of store liveness, promises or everything, one way each, so
         * that promises of different age meet; all leases are leader leases.
         */
        PAIRS
    }

    private static void storm(long seed, Trouble trouble) {
        SimRandom random = new SimRandom(seed, "storm");
        KvCluster.Spec spec = KvCluster.Spec.of(NODES)
                .seed(seed)
                .ranges(RANGES)
                .version(random.chance(0.5) && trouble != Trouble.PAIRS ? 24 : 25, 2)
                .config(random.chance(0.5) ? KvCluster::shortLogs : KvCluster::quickRepairs);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            Counters counters = new Counters(cluster);
            for (int range = 0; range < RANGES; range++) {
                counters.add(key(range), 1 + range, NODES);
                counters.add(key(range), 2 + range, NODES);
            }
            cluster.sim
                    .network()
                    .add(
                            "late and lossy",
                            packet -> random.chance(0.02)
                                            || trouble == Trouble.LOST_RELEASES
                                                    && KvCluster.carries(
                                                            packet.message(),
                                                            RaftMessage.Defortify.class)
                                    ? Verdict.DROP
                                    : random.chance(0.05)
                                            ? new Verdict.Delay(random.nextLong(3 * SECONDS), true)
                                            : Verdict.PASS);
            if (trouble == Trouble.PAIRS) {
                strikeAroundSteps(cluster, new SimRandom(seed, "pair faults"));
            }
            for (int round = 0; round < 40; round++) {
                blow(cluster, random);
                cluster.run(random.nextLong(2 * SECONDS));
            }
            calm(cluster);
            counters.stop();
            for (int range = 0; range < RANGES; range++) {
                assertThat(cluster.get(1, key(range)))
                        .contains(Long.toString(counters.done(key(range))));
            }
            cluster.invariants.sweep();
        }
    }

    /** Until the calm, whenever a leader has taken a step of a change, pairs it belongs to lose something. */
    private static void strikeAroundSteps(KvCluster cluster, SimRandom random) {
        PairFaults faults = new PairFaults(random);
        cluster.sim
                .network()
                .add(
                        "pairs",
                        packet -> faults.isLost(
                                        number(packet.from()),
                                        number(packet.to()),
                                        kind(packet.message()),
                                        packet.atNanos())
                                ? Verdict.DROP
                                : Verdict.PASS);
        cluster.sim.trace().onStateChange(event -> {
            if (event instanceof TraceEvent.StateChanged changed
                    && changed.change() instanceof KvServerChange.ReplicasChanged) {
                int leader = number(changed.host());
                later(cluster, random, 0.5, 300 * MILLIS, now -> faults.starve(leader, NODES, now));
                later(cluster, random, 0.2, 1_500 * MILLIS, now -> faults.cut(leader, NODES, now));
            }
        });
    }

    private static void later(
            KvCluster cluster, SimRandom random, double chance, long nanos, LongConsumer strike) {
        if (random.chance(chance)) {
            cluster.sim.after(
                    1 + random.nextLong(nanos), () -> strike.accept(cluster.sim.nowNanos()));
        }
    }

    private static PairFaults.Kind kind(Object message) {
        if (message instanceof StoreLiveness.Beat) {
            return PairFaults.Kind.BEATS;
        }
        if (message instanceof StoreLiveness.Promise) {
            return PairFaults.Kind.PROMISES;
        }
        return message instanceof RaftEnvelope ? PairFaults.Kind.RAFT : PairFaults.Kind.ALL;
    }

    private static int number(String host) {
        return Integer.parseInt(host.substring(1));
    }

    private static Key key(int range) {
        return KvCluster.key(range, 1);
    }

    private static void blow(KvCluster cluster, SimRandom random) {
        Key key = key(random.nextInt(RANGES));
        RangeId range = cluster.rangeOf(key);
        NodeId node = new NodeId(1 + random.nextInt(NODES));
        if (random.chance(0.15)) {
            crash(cluster, node.value(), random);
            return;
        }
        if (random.chance(0.2)) {
            hamper(cluster, node.value(), random);
            return;
        }
        Optional<Integer> holder = cluster.leaseholder(key);
        if (holder.isPresent()) {
            Optional<RangeDescriptor> now = cluster.descriptor(holder.get(), range);
            now.ifPresent(
                    known -> cluster.order(holder.get(), order(known, holder.get(), node, random)));
        }
    }

    private static void crash(KvCluster cluster, int node, SimRandom random) {
        if (!cluster.host(node).isRunning()) {
            return;
        }
        if (random.chance(0.5)) {
            cluster.host(node).kill();
        } else {
            cluster.host(node).powerOff();
        }
        cluster.sim.after(1 + random.nextLong(8 * SECONDS), () -> cluster.boot(node));
    }

    /** Something that ends by itself: a machine stands still or is slow, its disk hangs, its clock is off, it is half cut off. */
    private static void hamper(KvCluster cluster, int node, SimRandom random) {
        Host host = cluster.host(node);
        long nanos = 1 + random.nextLong(8 * SECONDS);
        switch (random.nextInt(6)) {
            case 0 -> {
                if (host.isRunning()) {
                    host.pause();
                    cluster.sim.after(nanos, host::resume);
                }
            }
            case 1 -> {
                host.disk().stall();
                cluster.sim.after(nanos, host.disk()::release);
            }
            case 2 -> {
                host.cpu().slowDown(50);
                cluster.sim.after(nanos, () -> host.cpu().slowDown(1));
            }
            case 3 -> {
                long jump = random.between(-200 * MILLIS, 200 * MILLIS);
                host.clock().jump(jump);
                cluster.sim.after(nanos, () -> host.clock().jump(-jump));
            }
            case 4 -> {
                host.disk().tearTails(true);
                cluster.sim.after(nanos, () -> host.disk().tearTails(false));
            }
            default -> {
                int other = 1 + random.nextInt(NODES);
                if (other != node) {
                    cluster.sim
                            .network()
                            .oneWay("n" + node, "n" + other)
                            .until(cluster.sim.nowNanos() + nanos);
                }
            }
        }
    }

    private static Store.Command order(
            RangeDescriptor now, int holder, NodeId node, SimRandom random) {
        if (!now.isOn(node)) {
            Optional<NodeId> leaving = now.replicas().stream()
                    .map(ReplicaDescriptor::node)
                    .filter(other -> other.value() != holder)
                    .findFirst()
                    .filter(other -> random.chance(0.6));
            return new Store.ChangeReplicas(now.id(), Optional.of(node), leaving);
        }
        if (now.replicas().size() > 3 && random.chance(0.5)) {
            return new Store.ChangeReplicas(now.id(), Optional.empty(), Optional.of(node));
        }
        return random.chance(0.5)
                ? new Store.TransferLease(now.id(), node)
                : new Store.TransferLeadership(now.id(), node);
    }

    /** Everybody is up, the network is sound, and clients have had time to hear of what they asked. */
    private static void calm(KvCluster cluster) {
        cluster.sim.network().heal();
        cluster.run(10 * SECONDS);
        for (int node = 1; node <= NODES; node++) {
            if (!cluster.host(node).isRunning()) {
                cluster.boot(node);
            }
        }
        cluster.run(140 * SECONDS);
    }
}
