package io.biplane.kvserver.replica;

import static io.biplane.kvserver.fixture.KvCluster.MILLIS;
import static io.biplane.kvserver.fixture.KvCluster.SECONDS;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.RangeId;
import io.biplane.base.key.Key;
import io.biplane.kv.api.LeaseKind;
import io.biplane.kv.keys.Keyspace;
import io.biplane.kvserver.change.KvServerChange;
import io.biplane.kvserver.fixture.Counters;
import io.biplane.kvserver.fixture.KvCluster;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;

/**
 * Time from the death of the leaseholder's node to the next lease, held to the bands that follow from the modelled system's timings
 * (docs/reference/ground-truth.md T5). A lease of the expiration and epoch kinds also needs a Raft leader, whose election runs meanwhile. The gap
 * a client feels is longer by its own back-off, at most a second, or by its send timeout of 6 s when the dead node does not even
 * reset connections.
 */
class FailoverTest {
    private static final int SEEDS = 5;
    /** One round trip, two log syncs and the tenth of a second in which a leader looks again. */
    private static final double SLACK_SECONDS = 0.1;

    @ParameterizedTest
    @CsvSource({
        // kind,      version, death, from, to
        "expiration,  25.2,    kill,  3.01, 6.40",
        "expiration,  25.2,    power, 3.01, 6.40",
        "epoch,       24.1,    kill,  3.03, 7.20",
        "epoch,       24.1,    power, 3.03, 7.20",
        "leader,      25.2,    kill,  2.04, 6.70",
        "leader,      25.2,    power, 2.04, 6.70",
    })
    void when_theLeaseholdersNodeDies_then_theNextLeaseComesWithinTheBand(
            String kind, String version, String death, double from, double to) {
        double least = Double.MAX_VALUE;
        double most = 0;
        double sum = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            double gap = gapSeconds(seed, kind, version, death);
            least = Math.min(least, gap);
            most = Math.max(most, gap);
            sum += gap;
        }
        System.out.printf(
                Locale.ROOT,
                "lease %-10s %-5s: %.2f to %.2f s, mean %.2f s (band %.2f to %.2f)%n",
                kind,
                death,
                least,
                most,
                sum / SEEDS,
                from,
                to);
        assertThat(least).isGreaterThanOrEqualTo(from - SLACK_SECONDS);
        assertThat(most).isLessThanOrEqualTo(to + SLACK_SECONDS);
    }

    private static double gapSeconds(long seed, String kind, String version, String death) {
        String[] parts = version.split("\\.");
        KvCluster.Spec spec = KvCluster.Spec.of(3)
                .seed(seed)
                .version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        try (KvCluster cluster = KvCluster.ready(spec)) {
            Key key = kind.equals("expiration")
                    ? Keyspace.systemLocal("test-counter")
                    : KvCluster.key(1, 1);
            int holder = cluster.leaseholder(key).orElseThrow();
            Counters counters = new Counters(cluster);
            counters.add(key, holder % 3 + 1, 3);
            cluster.run(2 * SECONDS + seed * 377 * MILLIS);
            long diedAtNanos = cluster.sim.nowNanos();
            if (death.equals("kill")) {
                cluster.host(holder).kill();
            } else {
                cluster.host(holder).powerOff();
            }
            cluster.run(12 * SECONDS);
            long leasedAtNanos = nextLease(
                    cluster,
                    cluster.rangeOf(key),
                    LeaseKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    diedAtNanos);
            cluster.boot(holder);
            cluster.run(5 * SECONDS);
            counters.stop();
            assertThat(cluster.get(holder, key)).contains(Long.toString(counters.done(key)));
            cluster.invariants.sweep();
            return (leasedAtNanos - diedAtNanos) / 1e9;
        }
    }

    private static long nextLease(KvCluster cluster, RangeId range, LeaseKind kind, long after) {
        return cluster.changes.stream()
                .filter(seen -> seen.atNanos() > after)
                .filter(seen -> seen.change() instanceof KvServerChange.LeaseAcquired acquired
                        && acquired.range().equals(range))
                .peek(seen -> assertThat(((KvServerChange.LeaseAcquired) seen.change()).leaseKind())
                        .isEqualTo(kind))
                .findFirst()
                .orElseThrow()
                .atNanos();
    }
}
