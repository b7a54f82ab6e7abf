package io.biplane.cluster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.cluster.drain.DrainListener;
import io.biplane.cluster.drain.DrainOptions;
import io.biplane.cluster.drain.DrainOutcome;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Same configuration, same seed: same run, event by event. */
class DeterminismTest {
    /** Work, a drain, a power loss, a tenant crash, an upgrade of one node; gives the digest after each. */
    private static List<String> run(long seed) {
        List<String> digests = new ArrayList<>();
        try (TestCluster test = TestCluster.up(seed, TestCluster.standard(TestCluster.V24_3))) {
            TestClient client = test.client("c1");
            client.connect("n1", "main");
            client.execute("CREATE TABLE t (k INT8 PRIMARY KEY, v STRING)");
            for (long i = 0; i < 10; i++) {
                client.execute("UPSERT INTO t VALUES ($1, $2)", i * 1_000_003L, "v" + i);
            }
            digests.add(digest(test));
            List<DrainOutcome> outcomes = new ArrayList<>();
            DrainListener listener = outcomes::add;
            test.cluster.node("n3").drain(DrainOptions.DEFAULT.withShutdown(), listener);
            test.runUntil(() -> !outcomes.isEmpty(), 60);
            digests.add(digest(test));
            test.runFor(0.1);
            test.cluster.node("n3").boot(TestCluster.V25_1);
            test.cluster.node("n2").powerOff();
            test.cluster.node("n1").crashTenant("main");
            test.runFor(12);
            test.cluster.node("n2").boot();
            test.runFor(12);
            digests.add(digest(test));
        }
        return digests;
    }

    private static String digest(TestCluster test) {
        return Long.toHexString(test.sim.trace().digest()) + " at " + test.sim.eventCount();
    }

    @Test
    void when_theSameRunIsMadeTwice_then_digestsAgree_andAnotherSeedDiffers() {
        List<String> first = run(7);
        assertThat(run(7)).isEqualTo(first);
        assertThat(run(8)).isNotEqualTo(first);
    }
}
