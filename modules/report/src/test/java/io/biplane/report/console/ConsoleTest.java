package io.biplane.report.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.timeline.NetworkFault;
import io.biplane.testbed.detail.Details;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Latency;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.Phase;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run prints, as a whole, against a golden file; the rows stand in the widths of {@code
 * cockroach workload}.
 */
class ConsoleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Latency LATENCY = new Latency(
            1000,
            1_000_000,
            5_700_000,
            5_500_000,
            8_000_000,
            10_000_000,
            15_200_000,
            30_000_000,
            167_800_000);

    private static final String TEXT = """
            scenario: a drain
            clusters: { e: { nodes: 5, version: "24.1" } }
            load: { kv: { workload: kv, clients: 32, rate: 500/s } }
            timeline: [{ at: 10s, id: cut, partition: { between: [n1, others] }, for: 5s }]
            expect:
              always: [linearizable(kv)]
              during cut: { kv.p99: < 50ms, kv.unavailable: < 2s }
            """;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Scenario scenario = scenario();

    private static Scenario scenario() {
        try {
            return ScenarioFile.parse("scenarios/drain.yaml", TEXT, Overrides.NONE.withSeed(42))
                    .scenarios(42)
                    .get(0);
        } catch (io.biplane.scenario.language.InvalidScenario invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    private String print(Style style) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        LiveConsole console = new LiveConsole(
                out, new LiveConsole.Options(style, true, false, false, Optional.empty()));
        RunResult result = result();
        console.runStarted(result.header());
        console.variantStarted(scenario);
        for (int second = 8; second <= 31; second++) {
            if (second == 11) {
                console.stepFired(fault(OptionalLong.empty()));
            }
            if (second == 16) {
                console.stepCompleted(fault(OptionalLong.of(15 * SECOND)));
            }
            console.tick(new Tick(
                    second * SECOND,
                    SECOND,
                    "kv",
                    "read",
                    "main",
                    0,
                    1608,
                    1702L * second,
                    LATENCY));
        }
        Summary summary = new Summary(style, true, console::line);
        summary.print(result);
        summary.end(result, Optional.of("store/latest/report.html"), 1_900_000_000L);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private FaultWindow fault(OptionalLong until) {
        return new FaultWindow(
                "cut",
                NetworkFault.Partition.FACTS,
                "partition n1 | others",
                true,
                10 * SECOND,
                until,
                scenario.timeline().get(0).mark());
    }

    private RunResult result() {
        OperationTotal read =
                new OperationTotal("main", "kv", "read", 80_000, 0, 3, LATENCY, LATENCY);
        OperationTotal all = new OperationTotal("main", "", "", 84_457, 0, 3, LATENCY, LATENCY);
        List<CheckResult> checks = List.of(
                new CheckResult(
                        "linearizable(kv)",
                        CheckResult.Kind.ALWAYS,
                        Outcome.HELD,
                        "12 403 ops",
                        OptionalLong.empty(),
                        Optional.empty(),
                        scenario.mark()),
                new CheckResult(
                        "no_lost_writes(kv)",
                        CheckResult.Kind.ALWAYS,
                        Outcome.BROKEN,
                        "1 anomaly",
                        OptionalLong.of(14_213_000_000L),
                        Optional.of("events.jsonl:8812"),
                        scenario.mark()),
                new CheckResult(
                        "sometimes session_moved",
                        CheckResult.Kind.SOMETIMES,
                        Outcome.UNKNOWN,
                        "interrupted",
                        OptionalLong.empty(),
                        Optional.empty(),
                        scenario.mark()));
        List<ThresholdResult> thresholds = List.of(
                new ThresholdResult(
                        scenario.expectations().thresholds().get(0),
                        "cut",
                        Outcome.HELD,
                        "41.2ms",
                        10 * SECOND,
                        15 * SECOND,
                        OptionalLong.empty()),
                new ThresholdResult(
                        scenario.expectations().thresholds().get(1),
                        "cut",
                        Outcome.BROKEN,
                        "4.8s",
                        10 * SECOND,
                        10 * SECOND + 14_000_000,
                        OptionalLong.of(12_100_000_000L)));
        VariantResult variant = new VariantResult(
                scenario.variant(),
                Verdict.FAILED,
                60 * SECOND,
                "0123456789abcdef",
                1000,
                List.of(),
                List.of(read),
                List.of(all),
                List.of(new Phase("before", 0, 10 * SECOND, List.of(read))),
                checks,
                thresholds,
                List.of(fault(OptionalLong.of(15 * SECOND))),
                List.of(),
                List.of(new Series(
                        "reconnects",
                        "Reconnects",
                        "A client connects anew.",
                        SECOND,
                        List.of(
                                new Series.Point(11 * SECOND, 6),
                                new Series.Point(12 * SECOND, 1)))),
                Details.NONE,
                List.of("step 'later' never fired"));
        RunHeader header = new RunHeader(
                List.of(scenario), "scenarios/drain.yaml", "0.1.0+3fa9c1d2", List.of("--nodes 5"));
        return RunResult.of(header, List.of(variant));
    }

    @Test
    void when_aRunIsPrinted_then_itReadsAsTheGoldenFile() throws Exception {
        Path golden = Path.of("src/test/resources/console/run.txt");
        String printed = print(new Style(false, true));
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(golden, printed, StandardCharsets.UTF_8);
            fail("rewrote " + golden);
        }
        assertThat(printed).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
    }

    /** The very lines of cockroach's workload documentation, whose columns users' scripts cut. */
    @Test
    void when_aRowIsPrinted_then_itsColumnsStandWhereWorkloadPutsThem() {
        Tick tick = new Tick(
                SECOND,
                SECOND,
                "bank",
                "transfer",
                "main",
                0,
                1608,
                1702,
                new Latency(1, 0, 0, 4_500_000, 0, 7_300_000, 12_600_000, 0, 65_000_000));
        assertThat(Rows.tick(tick, "transfer"))
                .isEqualTo("    1.0s        0         1608.0         1702.0      4.5      7.3     "
                        + "12.6     65.0 transfer");
        OperationTotal total = new OperationTotal("main", "", "", 84_457, 0, 0, LATENCY, LATENCY);
        assertThat(Rows.total(total, 60 * SECOND, ""))
                .isEqualTo("   60.0s        0          84457         1407.6      5.7      5.5     "
                        + "10.0     15.2    167.8");
    }

    @Test
    void when_theTerminalKnowsAsciiOnly_then_nothingElseIsPrinted() {
        assertThat(print(new Style(false, false)))
                .matches("[\\x0a\\x20-\\x7e]*")
                .contains("FAIL", "# CHECKS");
    }

    @Test
    void when_coloursAreOff_then_noEscapeCodeIsPrinted_and_whenOn_then_redMarksWhatBroke() {
        assertThat(print(new Style(false, true))).doesNotContain("\u001b");
        assertThat(print(new Style(true, true))).contains("\u001b[31m✗");
    }

    /** Variants that run together share the line; many are told in a word each. */
    @Test
    void when_severalVariantsRun_then_oneLineTellsHowFarEachIs() throws Exception {
        String compared = "scenario: s\nhorizon: 10s\nclusters: { e: { nodes: 3 } }\n"
                + "load: { kv: { workload: kv } }\n"
                + "compare: { load.kv.rate: [10/s, 20/s, 30/s] }\n";
        List<Scenario> variants =
                ScenarioFile.parse("s.yaml", compared, Overrides.NONE).scenarios(1);
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        LiveConsole console = new LiveConsole(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                new LiveConsole.Options(
                        new Style(false, true),
                        true,
                        false,
                        false,
                        Optional.of(new PrintStream(terminal, true, StandardCharsets.UTF_8))));

        console.progress(variants.get(1), 5 * SECOND);
        console.progress(variants.get(0), -1);
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .endsWith("rate=10/s setting up the cluster   "
                        + "rate=20/s virtual 5.0s of 10.0s  50%");
        console.progress(variants.get(2), 7 * SECOND);
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .endsWith("rate=10/s 0%   rate=20/s 50%   rate=30/s 70%");
    }
}
