package io.biplane.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.model.Variant;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.ProcessVerb;
import io.biplane.testbed.detail.Details;
import io.biplane.testbed.detail.MessageLog;
import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.Latency;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.Phase;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The sentences of a run: what stands out is told, once, in order of time; what does not is not. */
final class StoryTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final SourcePosition MARK = new SourcePosition("s.yaml", 1, 1, "");

    private final List<RawSample> operations = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();

    private static FaultWindow step(String id, String label, long fromMs, long untilMs) {
        return new FaultWindow(
                id,
                ProcessVerb.Kill.FACTS,
                label,
                true,
                fromMs * MS,
                OptionalLong.of(untilMs * MS),
                MARK);
    }

    private void operation(long dueMs, long takesMs, RawSample.Ending ending) {
        operations.add(new RawSample("kv", "read", dueMs * MS, takesMs * MS, ending));
    }

    private List<String> story(List<FaultWindow> steps, List<Series> series) {
        Latency usual = new Latency(100, 0, 0, 2 * MS, 0, 2 * MS, 3 * MS, 0, 4 * MS);
        OperationTotal before = new OperationTotal("main", "kv", "read", 100, 0, 0, usual, usual);
        VariantResult variant = new VariantResult(
                Variant.ONLY,
                Verdict.PASSED,
                20 * SECOND,
                "0",
                0,
                List.of(),
                List.of(before),
                List.of(),
                List.of(new Phase("before", 0, 5 * SECOND, List.of(before))),
                checks,
                List.of(),
                steps,
                lanes,
                series,
                new Details(operations, List.of(), MessageLog.NONE),
                List.of());
        return Story.of(variant).stream()
                .map(line -> line.voice().word() + ": " + line.text())
                .toList();
    }

    @Test
    void an_outage_is_told_by_timeline_cluster_and_clients() {
        for (int i = 0; i < 50; i++) {
            operation(i * 100L, 2, RawSample.Ending.OK);
        }
        operation(5_000, 3_000, RawSample.Ending.OK);
        operation(5_100, 2_000, RawSample.Ending.INFO);
        operation(8_100, 2, RawSample.Ending.OK);
        lanes.add(new Lane(
                Lane.Kind.LEASE,
                "main.kv/1",
                List.of(
                        new Lane.Segment("n2", "", 0, 5 * SECOND),
                        new Lane.Segment("n3", "", 8 * SECOND, 20 * SECOND))));
        Series moves = new Series(
                "lease_moves",
                "Lease moves",
                "",
                10 * MS,
                List.of(new Series.Point(8 * SECOND, 3)));

        assertThat(story(List.of(step("crash", "kill n2", 5_000, 9_000)), List.of(moves)))
                .containsExactly(
                        "clients: kv: no answer for 3.1 s, until 8.000 s",
                        "timeline: kill n2, over after 4.00 s",
                        "cluster: meanwhile: 3 lease moves",
                        "cluster: nobody may serve main.kv/1 for 3.00 s, until n3 does at 8.000 s",
                        "clients: kv: up to 3.00 s for a read (before, 99 of 100 took less than 3.0 ms)",
                        "clients: kv: the slowest answer of the run, a read, takes 3.00 s",
                        "clients: kv: 1 operation does not end ok (1 unknown), the last at 7.100 s");
    }

    @Test
    void a_step_that_nobody_felt_is_one_sentence() {
        for (int i = 0; i < 190; i++) {
            operation(i * 100L, 2, RawSample.Ending.OK);
        }
        Series few = new Series(
                "redirects", "Redirects", "", 10 * MS, List.of(new Series.Point(5_010 * MS, 2)));

        assertThat(story(List.of(step("s", "set x in main", 5_000, 5_001)), List.of(few)))
                .containsExactly("timeline: set x in main, over after 1.0 ms");
    }

    @Test
    void what_a_step_demanded_is_told_with_what_came_of_it() {
        checks.add(new CheckResult(
                "step early",
                CheckResult.Kind.STEP,
                Outcome.HELD,
                "refused: 55000 too early",
                OptionalLong.of(5_002 * MS),
                Optional.empty(),
                MARK));

        assertThat(story(List.of(step("early", "finalize main 24.1", 5_000, 5_001)), List.of()))
                .containsExactly(
                        "timeline: finalize main 24.1, over after 1.0 ms",
                        "cluster: as it should be: refused: 55000 too early");
    }
}
