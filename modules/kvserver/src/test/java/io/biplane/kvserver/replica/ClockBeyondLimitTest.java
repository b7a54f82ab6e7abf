package io.biplane.kvserver.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Timestamp;
import io.biplane.kv.api.BatchReply;
import io.biplane.kv.api.KvRequest;
import io.biplane.kv.change.KvChange;
import io.biplane.kv.clock.HybridClock;
import io.biplane.kvserver.fixture.KvCluster;
import io.biplane.settings.kv.KvConfig;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One node's clock is off by more than the max offset, and nothing ends its process: the others'
 * clocks must not follow it through any door.
 */
class ClockBeyondLimitTest {
    private static final int NODES = 5;
    private static final int BAD = 2;
    private static final long STEP = 100 * KvCluster.MILLIS;

    @ParameterizedTest
    @CsvSource({
        "24, 1, 10000",
        "25, 2, 28800000",
        "24, 1, -10000",
        "25, 2, -10000",
    })
    void when_oneClockIsOff_then_noOtherClockFollows(int year, int release, long millis) {
        KvCluster.Spec spec = KvCluster.Spec.of(NODES).version(year, release);
        try (KvCluster cluster = KvCluster.ready(spec)) {
            cluster.host(BAD).clock().jump(millis * KvCluster.MILLIS);
            List<BatchReply> replies = new ArrayList<>();
            for (int i = 0; i < 16_000 / 100; i++) {
                for (int node = 1; node <= NODES; node++) {
                    KvRequest put =
                            new KvRequest.Put(KvCluster.key(i % 3, i % 7), new byte[] {(byte) i});
                    cluster.call(node, cluster.newTxn(node), replies::add, put);
                }
                cluster.run(STEP);
                checkClocks(cluster);
            }
            assertThat(doors(cluster)).containsAll(expectedDoors(release == 2, millis > 0));
            // Those with good clocks are served all along, once the bad node's leases are gone.
            long served =
                    replies.stream().filter(BatchReply.Ok.class::isInstance).count();
            assertThat(served).isGreaterThan(300);
        }
    }

    private static void checkClocks(KvCluster cluster) {
        long limit = KvConfig.defaults().maxOffsetNanos();
        for (int node = 1; node <= NODES; node++) {
            HybridClock clock = cluster.refs(node).views().clock();
            Timestamp reading = clock.peek();
            if (node != BAD) {
                assertThat(clock.aheadNanos(reading)).isBetween(0L, limit);
            }
        }
    }

    private static TreeSet<String> doors(KvCluster cluster) {
        TreeSet<String> doors = new TreeSet<>();
        cluster.changes.stream()
                .filter(seen -> seen.change() instanceof KvChange.TimestampRefused)
                .forEach(seen -> doors.add(((KvChange.TimestampRefused) seen.change()).door()));
        return doors;
    }

    /**
     * What is refused somewhere in such a run: by the good nodes when the bad clock is ahead, by the
     * bad node when it is behind. A store that is ahead does not gossip a record it cannot store.
     */
    private static List<String> expectedDoors(boolean supports, boolean ahead) {
        List<String> doors = new ArrayList<>(List.of("kv", "raft"));
        if (!ahead) {
            doors.add("liveness");
            doors.add("answer");
        }
        if (supports) {
            doors.add("store-liveness");
        }
        return doors;
    }
}
