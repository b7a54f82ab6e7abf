package io.biplane.kvserver.replica;

import static io.biplane.kvserver.fixture.KvCluster.MILLIS;
import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.base.id.NodeId;
import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kvserver.fixture.Counters;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.kvserver.store.Store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;

/**
 * Each planted bug is found by an invariant, or by a counter that is wrong, within a few seeds of a run that is clean without it.
 * This is what makes the silence of the other tests mean something.
 */
class PlantedBugsTest {
    private static final int SEEDS = 6;

    @ParameterizedTest
    @EnumSource(
            value = PlantedKvBug.class,
            names = {"NONE", "IGNORE_LEASE_SEQUENCE"},
            mode = EnumSource.Mode.EXCLUDE)
    void when_aBugIsPlanted_then_someSeedFindsIt(PlantedKvBug bug) {
        Optional<String> found = Optional.empty();
        for (long seed = 1; seed <= SEEDS && found.isEmpty(); seed++) {
            found = symptom(seed, bug);
        }
        System.out.println(bug + ": " + found.map(text -> text.split("\n")[0]).orElse("not found"));
        assertThat(found).as("%s is found", bug).isPresent();
    }

    @Test
    void when_noBugIsPlanted_then_noSeedComplains() {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(symptom(seed, PlantedKvBug.NONE)).isEmpty();
        }
    }

    /** The range has no clients: who looks at the first request under a lease would never look. */
    @Test
    void when_aHolderServesTooLongAndNobodyAsks_then_itIsFoundAtTheNextLease() {
        KvCluster.Spec spec =
                KvCluster.Spec.of(3).version(24, 1).ranges(1).bug(PlantedKvBug.SERVE_EXPIRED_LEASE);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            Key key = KvCluster.key(0, 1);
            int holder = cluster.leaseholder(key).orElseThrow();
            cluster.sim.network().isolate("n" + holder);
            assertThatThrownBy(() -> cluster.run(30 * SECONDS))
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining(" may serve ")
                    .hasMessageContaining("while n" + holder + " would serve under ");
        }
    }

    /** Leases move, holders are cut off and come back, and one is restarted within its lease. */
    private static Optional<String> symptom(long seed, PlantedKvBug bug) {
        KvCluster.Spec spec =
                KvCluster.Spec.of(3).seed(seed).version(24, 1).ranges(1).bug(bug);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            Key key = KvCluster.key(0, 1);
            Key system = Keyspace.systemLocal("counter");
            Counters counters = new Counters(cluster);
            for (int node = 1; node <= 3; node++) {
                counters.add(key, node, 3);
                counters.add(system, node, 3);
            }
            cluster.run(SECONDS);
            for (int turn = 0; turn < 6; turn++) {
                int holder = cluster.leaseholder(key).orElse(1);
                cluster.order(
                        holder,
                        new Store.TransferLease(cluster.rangeOf(key), new NodeId(holder % 3 + 1)));
                cluster.run(700 * MILLIS + seed * 31 * MILLIS);
                cluster.invariants.sweep();
            }
            cut(cluster, cluster.leaseholder(system).orElse(1));
            cluster.invariants.sweep();
            cut(cluster, cluster.leaseholder(key).orElse(1));
            int restarted = cluster.leaseholder(system).orElse(1);
            cluster.host(restarted).kill();
            cluster.run(200 * MILLIS);
            cluster.boot(restarted);
            for (int i = 0; i < 10; i++) {
                cluster.run(SECONDS);
                cluster.invariants.sweep();
            }
            counters.stop();
            for (Key each : new Key[] {key, system}) {
                Optional<String> value = cluster.get(1, each);
                if (!value.equals(Optional.of(Long.toString(counters.done(each))))) {
                    return Optional.of(
                            "counter is " + value + ", acknowledged " + counters.done(each));
                }
            }
            return Optional.empty();
        } catch (InvariantViolation stopped) {
            return Optional.of(stopped.getMessage());
        }
    }

    /** Cuts a node off for longer than any lease, looking at all leases meanwhile. */
    private static void cut(KvCluster cluster, int node) {
        var rule = cluster.sim.network().isolate("n" + node);
        for (int i = 0; i < 100; i++) {
            cluster.run(100 * MILLIS);
            cluster.invariants.sweep();
        }
        rule.end();
        cluster.run(5 * SECONDS);
    }
}
