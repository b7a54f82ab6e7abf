package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Each flag of a run does what its help says; seen by running. Source: docs/reference/conventions.md §2.1. */
class FlagsTest {
    private static final String SMALL = """
            scenario: a small cluster under a light load
            horizon: 3s
            clusters: { e: { nodes: 3, storage: heap, virtual_clusters: { main: { ranges: 2 } } } }
            load: { kv: { workload: kv, clients: 4, rate: 50/s, keys: 5 } }
            timeline:
              - { at: 1s, id: leave, drain: { node: n3 } }
              - { after: leave, wait: 500ms, id: back, restart: { node: n3 } }
            expect:
              sometimes: [drained]
              during leave: { kv.errors: 0 }
              overall: { kv.errors: 0 }
            """;

    @TempDir
    private Path folder;

    private Path small() throws Exception {
        return Files.writeString(folder.resolve("small.yaml"), SMALL, StandardCharsets.UTF_8);
    }

    private Session session() {
        return new Session()
                .with("BIPLANE_OUT", folder.resolve("store").toString())
                .with("LANG", "C.UTF-8");
    }

    private Session run(Session session, int code, String... flags) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", small().toString()));
        arguments.addAll(List.of(flags));
        assertThat(session.run(arguments.toArray(String[]::new)))
                .as(session.out() + session.err())
                .isEqualTo(code);
        return session;
    }

    private static String trace(Session session) {
        Matcher trace = Pattern.compile("trace ([0-9a-f,]+)").matcher(session.out());
        assertThat(trace.find()).as(session.out()).isTrue();
        return trace.group(1);
    }

    @Test
    void when_theRateRampsUp_then_fewOperationsAreDueAtFirst() throws Exception {
        String out = run(session(), 0, "--ramp", "3s", "--faults", "none").out();

        // The rate rises from 0 to 50/s over 3 s: 8 operations in the first second, 42 in the last.
        assertThat(opsOf(out, "1.0s")).isBetween(6.0, 9.0);
        assertThat(opsOf(out, "3.0s")).isBetween(38.0, 45.0);
        assertThat(session().run("lint", "--ramp", "4s", small().toString())).isEqualTo(4);
    }

    /** Sum over the operations of a row's {@code ops/sec(inst)}. */
    private static double opsOf(String out, String second) {
        return out.lines()
                .filter(line -> line.strip().startsWith(second) && line.contains(" kv "))
                .filter(line -> !line.contains("main:"))
                .mapToDouble(line -> Double.parseDouble(line.strip().split(" +")[2]))
                .sum();
    }

    @Test
    void when_faultsAreNamed_then_onlyTheyHappenAndWhatDependsOnOthersIsLeftOut() throws Exception {
        String none = run(session(), 0, "--faults", "none").out();
        assertThat(none)
                .contains("'faults' leaves out 2 steps of the timeline and 2 expectations")
                .contains("--faults none")
                .doesNotContain("---", "sometimes drained");

        String drain = run(session(), 0, "--nemesis", "drain").out();
        assertThat(drain)
                .contains("fault drain n3", "kv.errors = 0 during leave")
                .doesNotContain("restart n3");

        String restart = run(session(), 0, "--faults", "restart").out();
        assertThat(restart)
                .as("the restart waits for the drain, which is left out")
                .contains("leaves out 2 steps");

        Session wrong = session();
        assertThat(wrong.run("run", small().toString(), "--faults", "drain,kil"))
                .isEqualTo(4);
        assertThat(wrong.err()).contains("unknown verb 'kil' (did you mean 'kill'?)");
    }

    @Test
    void when_jsonIsWanted_then_standardOutputIsTheResultsAndNothingElse() throws Exception {
        Session json = run(session(), 0, "--format", "json");

        assertThat(json.out())
                .isEqualTo(Files.readString(folder.resolve("store/latest/results.json")));
    }

    @Test
    void when_theSummaryIsCompact_then_phasesAndCausesAreLeftOut() throws Exception {
        assertThat(run(session(), 0, "--summary", "compact").out())
                .contains("CHECKS", "THRESHOLDS", "PASSED")
                .doesNotContain("PHASES", "CAUSES", "__total");
        Session wrong = session();
        assertThat(wrong.run("run", small().toString(), "--summary", "tiny")).isEqualTo(2);
        assertThat(wrong.err()).contains("compact", "full", "tiny");
    }

    @Test
    void when_rowsAreFurtherApart_then_onlyTheConsoleChanges() throws Exception {
        Session often = run(session(), 0);
        Path first = folder.resolve("store/latest").toRealPath();
        Session seldom = run(session(), 0, "--display-every", "1500ms");
        Path second = folder.resolve("store/latest").toRealPath();

        assertThat(often.out()).contains("    2.0s ");
        assertThat(seldom.out()).contains("    1.5s ").doesNotContain("    2.0s ");
        assertThat(Files.mismatch(first.resolve("results.json"), second.resolve("results.json")))
                .isEqualTo(-1);
        assertThat(Files.mismatch(
                        first.resolve("latency-quantiles.svg"),
                        second.resolve("latency-quantiles.svg")))
                .isEqualTo(-1);
        assertThat(session().run("run", small().toString(), "--display-every", "0s"))
                .isEqualTo(2);
        assertThat(session().run("run", small().toString(), "--display-every", "5"))
                .isEqualTo(2);
    }

    @Test
    void when_rowsAreJson_then_eachLineIsAnObject() throws Exception {
        String out = run(session(), 0, "--display-format", "incremental-json").out();

        assertThat(out.lines()).isNotEmpty().allMatch(line -> line.matches("\\{\"time\":.*\\}"));
        Session wrong = session();
        assertThat(wrong.run("run", small().toString(), "--display-format", "xml"))
                .isEqualTo(2);
        assertThat(wrong.err()).contains("incremental-json", "xml");
    }

    @Test
    void when_itIsQuiet_then_noRowIsPrinted_and_verbose_then_changesOfStateAre() throws Exception {
        assertThat(run(session(), 0, "-q").out())
                .doesNotContain("ops/sec(inst)", "---")
                .contains("PASSED");
        assertThat(run(session(), 0, "-v").out())
                .containsPattern(" 1\\.\\d{6}s  n3 +drain\\.phase .*phase=");
        assertThat(run(session(), 0).out()).doesNotContain("drain.phase");
    }

    @Test
    void when_coloursAreAsked_then_flagGoesBeforeEnvironmentAndThatBeforeTheTerminal()
            throws Exception {
        assertThat(run(session().with("BIPLANE_TTY", "1"), 0, "-q").out()).contains("\u001b[");
        assertThat(run(session().with("BIPLANE_TTY", "1").with("NO_COLOR", "1"), 0, "-q")
                        .out())
                .doesNotContain("\u001b[");
        assertThat(run(session().with("NO_COLOR", "1"), 0, "-q", "--color", "always")
                        .out())
                .contains("\u001b[");
        assertThat(run(session().with("BIPLANE_TTY", "1"), 0, "-q", "--color", "never")
                        .out())
                .doesNotContain("\u001b[");
    }

    @Test
    void when_standardErrorIsATerminal_then_aLineTellsHowFarItIs_unlessItIsNotWanted()
            throws Exception {
        assertThat(run(session().with("BIPLANE_TTY", "2"), 0).err())
                .contains("virtual 1.0s of 3.0s");
        assertThat(run(session().with("BIPLANE_TTY", "2"), 0, "--no-progress").err())
                .isEmpty();
        assertThat(run(session().with("BIPLANE_TTY", "2").with("CI", "true"), 0).err())
                .isEmpty();
        assertThat(run(session(), 0).err()).isEmpty();
    }

    @Test
    void when_theFolderIsNamed_then_flagGoesBeforeEnvironment() throws Exception {
        run(session(), 0, "-q", "--out", folder.resolve("mine").toString());

        assertThat(folder.resolve("mine/latest/results.json")).exists();
        assertThat(folder.resolve("store")).doesNotExist();
        Session wrong = session().with("BIPLANE_SEED", "seven");
        assertThat(wrong.run("run", small().toString())).isEqualTo(2);
        assertThat(wrong.err()).contains("BIPLANE_SEED is 'seven', not a number");
    }

    @Test
    void when_variantsRunTogether_then_nothingButTimeChanges() throws Exception {
        Path compared = Files.writeString(
                folder.resolve("compared.yaml"),
                SMALL + "compare: { clusters.e.virtualized: [true, false] }\n");
        Session one = session();
        assertThat(one.run("run", compared.toString(), "--jobs", "1")).isEqualTo(0);
        Session two = session();
        assertThat(two.run("run", compared.toString(), "--jobs", "2")).isEqualTo(0);

        assertThat(trace(one)).contains(",");
        assertThat(two.out().replaceAll("in .*? wall", ""))
                .isEqualTo(one.out().replaceAll("in .*? wall", ""));
        Session none = session();
        assertThat(none.run("run", compared.toString(), "--jobs", "0")).isEqualTo(2);
        assertThat(none.err()).contains("--jobs has to be 1 or more");
    }

    @Test
    void when_aReplayEndsEarly_then_itSaysWhereAndStoresNothing() throws Exception {
        Session replay = session();
        assertThat(replay.run("replay", small().toString(), "--until", "1200ms"))
                .as(replay.err())
                .isEqualTo(0);

        assertThat(replay.out())
                .contains("    1.0s ", "fault drain n3", "stopped at 1.200000s, event ")
                .doesNotContain("    2.0s ", "PASSED");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void when_aReplayIsSteppedThrough_then_eachEventIsALineAndTheSameEachTime() throws Exception {
        String[] stretch = {
            "replay", small().toString(), "--step", "--from", "990ms", "--until", "1010ms", "-q"
        };
        Session piped = session();
        assertThat(piped.run(stretch)).as(piped.err()).isEqualTo(0);
        List<String> events = events(piped);
        assertThat(events).hasSizeGreaterThan(20);
        assertThat(events)
                .anyMatch(line -> line.contains(" deliver  /user/"))
                .anyMatch(line -> line.contains(" send     to n"))
                .anyMatch(line -> line.contains(" state    drain.phase"))
                .noneMatch(line -> line.contains("host.kill"));

        Session typed = session().with("BIPLANE_TTY", "012").withInput("\nwhat\n3\nq\n");
        assertThat(typed.run(stretch)).isEqualTo(0);
        assertThat(events(typed)).isEqualTo(events.subList(0, 5));
        assertThat(typed.err()).contains("a number: that many");

        Session all = session().with("BIPLANE_TTY", "01").withInput("c\n");
        assertThat(all.run(stretch)).isEqualTo(0);
        assertThat(events(all)).isEqualTo(events);

        Session wrong = session();
        assertThat(wrong.run("replay", small().toString(), "--from", "1s")).isEqualTo(2);
        assertThat(wrong.err()).contains("--from goes with --step");
    }

    private static List<String> events(Session session) {
        return session.out()
                .replaceAll("\u001b\\[[0-9]+m", "")
                .lines()
                .filter(line -> line.matches(" +[0-9]+\\.[0-9]{9}s .*"))
                .toList();
    }

    @Test
    void when_reportsAreWrittenAnew_then_everyFileIsAsItWas() throws Exception {
        run(session(), 0, "-q", "--seed", "5", "--max-rate", "60");
        Path run = folder.resolve("store/latest").toRealPath();
        List<String> reports = List.of(
                "report.html",
                "timeline.html",
                "messages.svg",
                "latency-raw.svg",
                "rate.svg",
                "latency.hlog",
                "latency.hgrm",
                "results.json",
                "junit.xml");
        List<String> before = new ArrayList<>();
        for (String report : reports) {
            before.add(Files.readString(run.resolve(report)));
            Files.delete(run.resolve(report));
        }

        Session again = session();
        assertThat(again.run("report", run.toString())).as(again.err()).isEqualTo(0);
        assertThat(again.err())
                .contains("with seed 5 again", "the trace equals the recorded one; wrote");
        for (int i = 0; i < before.size(); i++) {
            assertThat(run.resolve(reports.get(i))).content().isEqualTo(before.get(i));
        }

        Path line = run.resolve("replay.txt");
        Files.writeString(line, Files.readString(line).replaceAll("trace=.", "trace=g"));
        Files.delete(run.resolve("report.html"));
        Session other = session();
        assertThat(other.run("report", run.toString())).isEqualTo(5);
        assertThat(other.err()).contains("took another course", "nothing was written");
        assertThat(run.resolve("report.html")).doesNotExist();
        assertThat(session().run("report", run.toString(), "--format", "pdf")).isEqualTo(2);
    }

    @Test
    void when_onlyOneReportIsWanted_then_theOthersStayAsTheyAre() throws Exception {
        run(session(), 0, "-q");
        Path run = folder.resolve("store/latest").toRealPath();
        try (Stream<Path> files = Files.list(run)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".svg")).toList()) {
                Files.delete(file);
            }
        }
        assertThat(session().run("report", run.toString(), "--format", "json,junit"))
                .isEqualTo(0);
        assertThat(run.resolve("messages.svg")).doesNotExist();
        assertThat(session().run("report", run.toString(), "--format", "svg")).isEqualTo(0);
        assertThat(run.resolve("messages.svg")).exists();
    }

    @Test
    void when_ctrlCIsPressed_then_aRunningRunEndsItself_and_theSecondTimeTheProcessEnds() {
        Interruption interruption = new Interruption();
        assertThat(interruption.signal()).isEqualTo(Interruption.Effect.END_NOW);

        Interruption running = new Interruption();
        try (Interruption.Polling polling = running.poll()) {
            assertThat(running.signal()).isEqualTo(Interruption.Effect.WILL_END);
            assertThat(running.isRequested()).isTrue();
            assertThat(running.signal()).isEqualTo(Interruption.Effect.END_NOW);
        }
    }
}
