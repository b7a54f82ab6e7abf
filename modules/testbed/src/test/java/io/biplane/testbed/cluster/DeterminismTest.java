package io.biplane.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.kernel.trace.TraceEvent;
import io.biplane.kernel.trace.TraceListener;
import io.biplane.kernel.trace.TraceNames;
import io.biplane.node.drain.DrainListener;
import io.biplane.node.drain.DrainOptions;
import io.biplane.node.drain.DrainOutcome;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Same configuration, same seed: same run, event by event. */
class DeterminismTest {
    /** Work, a drain, a power loss, a tenant crash, an upgrade of one node; gives the digest after each. */
    private static List<String> run(long seed) {
        return run(seed, event -> {});
    }

    private static List<String> run(long seed, TraceListener reader) {
        List<String> digests = new ArrayList<>();
        try (TestCluster test = TestCluster.up(seed, TestCluster.standard(TestCluster.V24_3))) {
            test.sim.trace().onEvent(reader);
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

    /** Envelopes and the journal's own messages go untyped, so that only a run shows them all. */
    @Test
    void when_messagesOfOursAreDelivered_then_eachHasATraceNameOfItsOwn() {
        Set<String> named = new TreeSet<>();
        Set<String> unnamed = new TreeSet<>();
        run(7, event -> {
            Object message = event instanceof TraceEvent.Delivery delivery
                    ? delivery.message()
                    : event instanceof TraceEvent.PacketVerdict packet ? packet.message() : "";
            String type = message.getClass().getName();
            if (type.startsWith("io.biplane.")) {
                String name = TraceNames.of(message.getClass());
                (name.equals(type) ? unnamed : named).add(name);
            }
        });
        assertThat(unnamed).isEmpty();
        assertThat(named).contains("raft.envelope", "journal.sync-ended", "kv-client.send");
    }
}
