package io.biplane.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code clocks.max_offset} does to a run, and how a node that ended itself comes back. */
final class ClockLimitScenarioTest {
    private static final String CLUSTER = """
            clusters:
              east:
                nodes: 5
                version: "24.1"
                storage: heap
                virtual_clusters: { main: { ranges: 1 } }
            load: { kv: { workload: kv, clients: 4, rate: 20/s, keys: 20 } }
            """;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    private final RunObserver observer = new RunObserver() {
        @Override
        public void note(long atNanos, String text) {
            notes.add(atNanos / 1_000_000_000L + "s " + text.replaceAll(": clock.*", ""));
        }
    };

    private VariantResult run(String text) throws Exception {
        RunResult result = ScenarioRuns.text(text, 1, folder, observer, Runnable::run);
        return result.variants().get(0);
    }

    @Test
    void an_ended_node_stays_down_until_its_fault_is_over_or_everything_is_healed()
            throws Exception {
        VariantResult result = run("""
                scenario: a clock hours ahead, then one that is behind
                horizon: 32s
                timeline:
                  - { at: 2s, id: ahead, clock_jump: { node: n2, by: +8h }, for: 8s }
                  - { when: down(n2), id: seen, sql: { statement: SHOW VIRTUAL CLUSTERS } }
                  - { at: 4s, id: dies, kill: n2, for: 1s }
                  - { at: 15s, id: behind, clock_jump: { node: n3, by: -10s } }
                  - { at: 20s, id: useless, restart: n3 }
                  - { at: 24s, id: calm, heal: {} }
                expect:
                  always: [linearizable(kv)]
                  overall: { clock_stopped: 3 }
                  within 5s of calm: { kv.errors: 0 }
                """ + CLUSTER);

        assertThat(notes)
                .containsExactly(
                        "2s n2 ends itself",
                        "10s n2 is started again: fault ahead is over",
                        "15s n3 ends itself",
                        "20s n3 ends itself",
                        "20s n3 is down again over its clock",
                        "24s n3 is started again: fault behind is over");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void a_limit_that_no_clock_keeps_takes_the_cluster_down_and_says_why() {
        RunCrashed crash = catchThrowableOfType(RunCrashed.class, () -> run("""
                scenario: clocks 400 ms apart, and a limit of 10 ms
                clocks: { offset: 400ms, max_offset: 10ms }
                horizon: 10s
                """ + CLUSTER));

        assertThat(crash)
                .hasMessageContaining("set-up failed at: boot")
                .hasMessageContaining(" ended itself: clock synchronization error: this node is"
                        + " more than 8ms away from at least half of the known nodes");
    }

    @Test
    void a_check_that_has_to_be_broken_fails_when_it_holds_and_a_variants_own_counts_there_alone()
            throws Exception {
        RunResult result = ScenarioRuns.text("""
                scenario: nothing is wrong
                horizon: 5s
                compare: { load.kv.clients: [3, 4] }
                expect:
                  always: [not linearizable(kv) with clients=3, linearizable(kv) with clients=4]
                """ + CLUSTER, 1, folder, observer, Runnable::run);

        CheckResult wanted = last(result.variants().get(0));
        assertThat(wanted.name()).isEqualTo("not linearizable(kv)");
        assertThat(wanted.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(wanted.detail()).startsWith("holds, and was expected to be broken: ");
        CheckResult other = last(result.variants().get(1));
        assertThat(other.name()).isEqualTo("linearizable(kv)");
        assertThat(other.outcome()).isEqualTo(Outcome.HELD);
    }

    private static CheckResult last(VariantResult variant) {
        return variant.checks().get(variant.checks().size() - 1);
    }
}
