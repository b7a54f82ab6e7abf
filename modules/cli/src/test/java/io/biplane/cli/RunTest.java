package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.biplane.kernel.inbox.RecordedInput;
import io.biplane.kernel.sim.Simulation;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whole runs of a small scenario through the command: files, codes, replay, interruption, crash.
 */
class RunTest {
    private static final String SMALL = """
            scenario: a small cluster under a light load
            horizon: 6s
            clusters: { e: { nodes: 3, storage: heap, virtual_clusters: { main: { ranges: 2 } } } }
            load: { kv: { workload: kv, clients: 4, rate: 50/s, keys: 5 } }
            expect:
              always: [linearizable(kv), no_lost_writes(kv)]
              overall: { kv.errors: 0, kv.p99: < %s }
            """;

    @TempDir
    private Path folder;

    private Path scenario(String limit) throws Exception {
        return Files.writeString(
                folder.resolve("small.yaml"),
                String.format(java.util.Locale.ROOT, SMALL, limit),
                StandardCharsets.UTF_8);
    }

    private Session session() {
        return new Session().with("BIPLANE_OUT", folder.resolve("store").toString());
    }

    @Test
    void when_everythingHolds_then_theFolderIsCompleteAndAReplayHasTheSameTrace() throws Exception {
        Session first = session();
        assertThat(first.run("run", scenario("1s").toString(), "--seed", "3"))
                .as(first.err())
                .isEqualTo(0);
        Path run = folder.resolve("store/small/20261123T100000.000Z-s3");
        assertThat(run.resolve("scenario.yaml")).content().contains("seed: 3", "read_percent: 80");
        assertThat(run.resolve("replay.txt")).content().contains("--seed 3", "build=", "trace=");
        assertThat(run.resolve("results.json")).exists();
        assertThat(run.resolve("report.html")).exists();
        assertThat(folder.resolve("store/latest").toRealPath()).isEqualTo(run.toRealPath());
        assertThat(first.out())
                .contains(
                        "seed=3",
                        "_elapsed___errors__ops/sec(inst)",
                        "__total",
                        "THRESHOLDS",
                        "PASSED")
                .contains("replay  biplane replay ")
                .doesNotContain("\u001b");

        Session replay = session();
        assertThat(replay.run("replay", run.toString(), "-q")).as(replay.err()).isEqualTo(0);
        assertThat(replay.err()).contains("the trace equals the recorded one");

        String line = Files.readString(run.resolve("replay.txt"));
        Files.writeString(run.resolve("replay.txt"), line.replaceAll("trace=.", "trace=g"));
        Session diverged = session();
        assertThat(diverged.run("replay", run.toString(), "-q")).isEqualTo(5);
        assertThat(diverged.err()).contains("the replay diverged");
    }

    /** The account goes to standard error, and the run is the one it was. */
    @Test
    void when_timingsAreWanted_then_thePhasesArePrintedAndTheTraceIsTheSame() throws Exception {
        Session plain = session();
        plain.run("run", scenario("1s").toString(), "-q");
        AtomicLong clock = new AtomicLong();
        Session timed = session().with(() -> clock.addAndGet(3_000_000));
        assertThat(timed.run("run", scenario("1s").toString(), "-q", "--timings"))
                .isEqualTo(0);
        assertThat(timed.err().lines().map(String::strip).map(line -> line.split("  ")[0]))
                .containsExactly(
                        "timings",
                        "virtual machine",
                        "command line",
                        "language",
                        "boot",
                        "first row",
                        "run",
                        "checks",
                        "other variants",
                        "reports",
                        "rest",
                        "total");
        assertThat(plain.err()).doesNotContain("timings");
        assertThat(trace(timed)).isEqualTo(trace(plain));
    }

    private static String trace(Session session) {
        return session.out().replaceAll("(?s).*   trace (\\w+).*", "$1");
    }

    /** The stored history is judged by itself: with one read's value changed it is refused. */
    @Test
    void when_aStoredHistoryIsCheckedAgain_then_aChangedReadIsFound() throws Exception {
        session().run("run", scenario("1s").toString(), "--seed", "3", "-q");
        Path run = folder.resolve("store/latest");
        Session check = session();
        assertThat(check.run("check", run.toString())).as(check.err()).isEqualTo(0);
        assertThat(check.out()).contains("linearizable(kv)", "no_lost_writes(kv)");

        Path history = run.resolve("history.jsonl");
        String text = Files.readString(history);
        String changed = text.replaceFirst(
                "(\"type\":\"ok\",\"f\":\"read\",\"value\":\\[-?[0-9]+,\")", "$1never-written-");
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(history, changed);
        Session again = session();
        assertThat(again.run("check", run.toString())).as(again.out()).isEqualTo(1);
        assertThat(again.out()).contains("FAIL linearizable(kv)");
    }

    @Test
    void when_aThresholdIsBroken_then_theCodeIs1AndTheLineOfTheFileIsNamed() throws Exception {
        Session session = session();
        int code = session.run(
                "run", scenario("1us").toString(), "--color", "always", "--annotate", "github");
        assertThat(code).as(session.err()).isEqualTo(1);
        assertThat(session.out())
                .contains(
                        "FAIL",
                        "kv.p99 < 1us",
                        "small.yaml:7:",
                        "FAILED",
                        "\u001b[31m",
                        "::error file=");
    }

    @Test
    void when_aStepsSqlIsWrong_then_sqlStateAndPositionAreShownAndTheStepOfTheFileIsNamed()
            throws Exception {
        Path file = Files.writeString(folder.resolve("sql.yaml"), """
                scenario: bad SQL
                horizon: 2s
                clusters: { e: { nodes: 3, storage: heap, virtual_clusters: { main: {} } } }
                timeline:
                  - at: 1s
                    id: typo
                    sql: { virtual_cluster: main, statement: SELECT 1 FORM t }
                """);
        Session session = session();
        assertThat(session.run("run", file.toString())).isEqualTo(1);
        assertThat(session.out())
                .contains("refused: 42601 syntax error at or near \"t\" at character 15")
                .contains("sql.yaml:5:5");
    }

    @Test
    void when_theUserInterrupts_then_aPartialReportIsWrittenAndTheCodeIs130() throws Exception {
        Session session = session();
        Thread signal = new Thread(() -> {
            try {
                session.interruption().requestAndWait();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        signal.start();
        while (!session.interruption().isRequested()) {
            Thread.onSpinWait();
        }
        assertThat(session.run("run", scenario("1s").toString())).isEqualTo(130);
        session.interruption().finish();
        signal.join();
        assertThat(session.out()).contains("INTERRUPTED");
        assertThat(folder.resolve("store/latest/results.json")).exists();
    }

    /** Input of a session that finds no place is a divergence like a digest that differs, and no crash. */
    @Test
    void when_recordedInputDoesNotFit_then_theReplayDiverged() throws Exception {
        Session first = session();
        first.run("run", scenario("1s").toString(), "--seed", "3", "-q");
        for (String command : List.of("run", "replay")) {
            Session session = session().with((request, observer) -> {
                throw new RunCrashed(
                        request.header().first().variant(), 1_500_000_000L, 4711, misplaced());
            });
            String target = command.equals("run")
                    ? scenario("1s").toString()
                    : folder.resolve("store/small/20261123T100000.000Z-s3").toString();
            assertThat(session.run(command, target)).isEqualTo(5);
            assertThat(session.err())
                    .contains("biplane: the replay diverged: input 1, on channel keys")
                    .doesNotContain("the simulator failed", "internal error");
        }
    }

    private static RuntimeException misplaced() {
        Simulation simulation = Simulation.builder().seed(1).build();
        simulation.inbox().replay(List.of(new RecordedInput(1, 1, "keys", "x")));
        return catchThrowableOfType(RuntimeException.class, () -> simulation.runUntil(2));
    }

    @Test
    void when_theSimulatorFails_then_seedTimeEventAndReplayAreNamedAndTheCodeIs70()
            throws Exception {
        Session session = session().with((request, observer) -> {
            throw new RunCrashed(
                    request.header().first().variant(),
                    1_500_000_000L,
                    4711,
                    new IllegalStateException("two leaders"));
        });
        assertThat(session.run("run", scenario("1s").toString(), "--seed", "9", "--nodes", "5"))
                .isEqualTo(70);
        assertThat(session.err())
                .contains(
                        "two leaders",
                        "seed     9",
                        "1.500000s virtual, event 4711",
                        "--seed 9 --nodes 5");
        assertThat(folder.resolve("store/small/20261123T100000.000Z-s9/biplane.log"))
                .content()
                .contains("IllegalStateException");
    }
}
