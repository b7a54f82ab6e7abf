package io.biplane.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How loads end: what is still due then, and what the final reads are compared with. */
final class LoadsEndTest {
    /**
     * Clients so far away that of what is due they get done a twelfth: at the horizon there is a backlog of a minute, longer than the
     * time until the final reads, which take the longest for the last load.
     */
    private static final String BACKLOG = """
            scenario: an open load that its clients cannot keep up with
            horizon: 6s
            clusters:
              e: { nodes: 3, storage: heap, virtual_clusters: { main: { ranges: 1 }, second: { ranges: 1 } } }
            network: { clients: 50ms }
            load:
              bank: { workload: bank, clients: 1, rate: 120/s, accounts: 4, timeout: 2s }
              kv: { workload: kv, clients: 1, rate: 120/s, read_percent: 20, keys: 6, timeout: 2s }
              other:
                { workload: kv, virtual_cluster: second, clients: 1, rate: 120/s, keys: 100000, timeout: 2s }
            expect:
              always: [no_lost_writes(kv), linearizable(kv), no_lost_writes(bank), bank_total(bank)]
            """;

    @TempDir
    private Path folder;

    @Test
    void when_aBacklogIsLeftAtTheEnd_then_nothingIsReportedAsLost() throws Exception {
        RunResult result = ScenarioRuns.text(BACKLOG, 1, folder);

        VariantResult variant = result.variants().get(0);
        assertThat(variant.checks())
                .extracting(CheckResult::name, CheckResult::outcome, CheckResult::detail)
                .filteredOn(check -> check.toList().get(1) != Outcome.HELD)
                .isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        // Each operation that was due has an end, those that were never sent too.
        assertThat(variant.operations().stream()
                        .filter(total -> total.load().equals("kv"))
                        .mapToLong(total -> total.ok() + total.errors())
                        .sum())
                .isEqualTo(6 * 120);
        List<String> history = Files.readAllLines(folder.resolve("history.jsonl"));
        int firstFinal = 0;
        while (!history.get(firstFinal).contains("read-final")) {
            firstFinal++;
        }
        assertThat(history.subList(firstFinal, history.size()))
                .allMatch(line -> line.contains("read-final"));
    }

    /** Nothing gets through from zero to the horizon; what is answered when all is healed is not of the run. */
    private static final String DARK = """
            scenario: all nodes are cut off
            horizon: 6s
            clusters: { e: { nodes: 3, storage: heap, virtual_clusters: { main: { ranges: 1 } } } }
            load: { kv: { workload: kv, clients: 2, rate: 10/s, timeout: 1s } }
            timeline:
              - { at: 0s, id: dark, isolate: { node: all_nodes } }
            expect: { always: [no_lost_writes(kv)] }
            """;

    @Test
    void when_noOperationIsAcknowledged_then_theRunFailed() throws Exception {
        VariantResult variant = ScenarioRuns.text(DARK, 1, folder).variants().get(0);
        assertThat(variant.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(variant.checks())
                .filteredOn(check -> check.outcome() == Outcome.BROKEN)
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.name()).isEqualTo("acknowledged(kv)");
                    assertThat(check.detail())
                            .isEqualTo("60 operations were due and none was acknowledged");
                });
    }
}
