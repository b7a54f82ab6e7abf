package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Commands that simulate nothing, and wrong usage: message on standard error, code as
 * docs/reference/conventions.md §2.2 has it.
 */
class UsageTest {
    private static final String DRAIN = "../../scenarios/operations/drain.yaml";

    private final Session session = new Session();

    @Test
    void when_anOptionIsMistyped_then_theRightOneIsNamedAndTheCodeIs2() {
        assertThat(session.run("run", "--sed", "3", DRAIN)).isEqualTo(2);
        assertThat(session.err())
                .contains("Unknown option: '--sed'", "--seed", "biplane run --help");
        assertThat(session.out()).isEmpty();
    }

    @Test
    void when_aCommandIsMistyped_then_theRightOneIsNamed() {
        assertThat(session.run("lnit", DRAIN)).isEqualTo(2);
        assertThat(session.err()).contains("did you mean 'lint'?");
    }

    @Test
    void when_aCommandIsUnknown_then_allAreNamed() {
        assertThat(session.run("frobnicate")).isEqualTo(2);
        assertThat(session.err())
                .contains("there is no command 'frobnicate'; commands: run, lint, replay");
    }

    @Test
    void when_aNumberIsNone_then_itIsSaidInWords() {
        assertThat(session.run("run", "--seed", "x", DRAIN)).isEqualTo(2);
        assertThat(session.err()).contains("'x' is not a whole number");
    }

    @Test
    void when_resultsCannotBeWritten_then_theReasonIsGivenAndTheCodeIs2(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("in-the-way"), "");
        assertThat(session.run("run", "-o", file.toString(), DRAIN)).isEqualTo(2);
        assertThat(session.err()).contains("cannot write results", "in-the-way");
        Session missing = new Session();
        assertThat(missing.run("report", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(missing.err()).contains("there is no folder ");
        Session other = new Session();
        assertThat(other.run("replay", folder.toString())).isEqualTo(2);
        assertThat(other.err()).contains("is no run's folder");
    }

    @Test
    void when_theFileIsNoText_then_itIsAMistakeOfTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 7});
        assertThat(session.run("lint", file.toString())).isEqualTo(4);
        assertThat(session.err()).contains("a.yaml:1:1: not a text file in UTF-8");
    }

    @Test
    void when_noCommandIsGiven_then_theCodeIs2() {
        assertThat(session.run()).isEqualTo(2);
        assertThat(session.err()).contains("a command is missing");
    }

    @Test
    void when_theFileDoesNotExist_then_theCodeIs2() {
        assertThat(session.run("run", "nowhere.yaml")).isEqualTo(2);
        assertThat(session.err()).contains("there is no file nowhere.yaml");
    }

    @Test
    void when_aDeliveredScenarioIsLinted_then_itIsOk() {
        assertThat(session.run("lint", DRAIN)).isEqualTo(0);
        assertThat(session.out()).contains("drain.yaml: ok, 2 variant(s)");
    }

    @Test
    void when_aSettingChangesNothing_then_aNoteSaysSoAndTheFileIsOk(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                scenario: a
                clusters:
                  e: { settings: { server.time_until_store_dead: 80s, server.eventlog.enabled: false } }
                load: { kv: { workload: kv } }
                """);
        assertThat(session.run("lint", file.toString())).isEqualTo(0);
        assertThat(session.err().lines())
                .containsExactly(file + ":3:55: note: the simulation stores and shows setting"
                        + " 'server.eventlog.enabled', and does not act on it");
        assertThat(session.out()).contains("a.yaml: ok");
    }

    @Test
    void when_severalFilesHaveMistakes_then_allAreShownAndTheCodeIs4(@TempDir Path folder)
            throws Exception {
        Path first = Files.writeString(
                folder.resolve("a.yaml"), "scenario: a\nclusters: { e: { node: 3 } }\n");
        Path second = Files.writeString(folder.resolve("b.yaml"), "scenario: [\n");
        assertThat(session.run("run", first.toString(), second.toString(), DRAIN))
                .isEqualTo(4);
        assertThat(session.err())
                .contains(
                        "a.yaml:2:18: unknown key 'node' in cluster (did you mean 'nodes'?)",
                        "b.yaml:2:1: not YAML",
                        "2 problems");
        assertThat(session.out()).isEmpty();
    }

    @Test
    void when_annotationsAreWanted_then_mistakesArePrintedForTheCodeHost(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.yaml"), "scenario: a\nclusters: { e: { node: 3 } }\n");
        assertThat(session.run("lint", "--annotate", "github", file.toString())).isEqualTo(4);
        assertThat(session.out())
                .contains("::error file=")
                .contains(",line=2,col=18::unknown key 'node'");
    }

    @Test
    void when_aFlagDoesNotFitTheScenario_then_itIsShownLikeAMistakeInTheFile() {
        assertThat(session.run("lint", "--duration", "30", DRAIN)).isEqualTo(4);
        assertThat(session.err()).contains("command line:1:1: '30' has no unit", "--duration 30");
    }

    @Test
    void when_concurrencyIsGivenPerNode_then_itIsMultipliedByTheNodes() {
        assertThat(session.run("lint", "--expanded", "--nodes", "7", "--concurrency", "4n", DRAIN))
                .isEqualTo(0);
        assertThat(session.out()).contains("clients: 28", "nodes: 7");
    }

    @Test
    void when_seedsComeFromFlagAndEnvironment_then_theFlagGoesFirst() {
        session.with("BIPLANE_SEED", "7");
        assertThat(session.run("lint", "--expanded", DRAIN)).isEqualTo(0);
        assertThat(session.out()).contains("seed: 7");
        Session other = new Session().with("BIPLANE_SEED", "7");
        assertThat(other.run("lint", "--expanded", "--seed", "8", DRAIN)).isEqualTo(0);
        assertThat(other.out()).contains("seed: 8");
    }

    @Test
    void when_topicsAreListed_then_anUnknownOneNamesTheKnown() {
        assertThat(session.run("list", "faults")).isEqualTo(0);
        assertThat(session.out()).contains("power_off", "one_way").doesNotContain("bank");
        assertThat(session.run("list", "falts")).isEqualTo(2);
        assertThat(session.err()).contains("did you mean 'faults'?");
    }

    /** A write of 2 was answered before the read began, which still gives 1. */
    @Test
    void when_anyHistoryIsChecked_then_theVerdictIsTheCode(@TempDir Path folder) throws Exception {
        String lines = """
                {"process":0,"type":"invoke","f":"write","value":[7,1],"time":1}
                {"process":0,"type":"ok","f":"write","value":[7,1],"time":2}
                {"process":0,"type":"invoke","f":"write","value":[7,2],"time":3}
                {"process":0,"type":"ok","f":"write","value":[7,2],"time":4}
                {"process":1,"type":"invoke","f":"read","value":[7],"time":5}
                {"process":1,"type":"ok","f":"read","value":[7,%d],"time":6}
                """;
        Path fresh = Files.writeString(
                folder.resolve("fresh.jsonl"), String.format(java.util.Locale.ROOT, lines, 2));
        Path stale = Files.writeString(
                folder.resolve("stale.jsonl"), String.format(java.util.Locale.ROOT, lines, 1));
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"process\":0,\n");
        assertThat(session.run("check", fresh.toString())).as(session.err()).isEqualTo(0);
        assertThat(session.run("analyze", stale.toString())).isEqualTo(1);
        assertThat(session.out()).contains("invalid");
        assertThat(session.run("check", broken.toString())).isEqualTo(4);
        assertThat(session.err()).contains("broken.jsonl: line 1");
    }

    @Test
    void when_completionIsAskedFor_then_itKnowsTheCommands() {
        assertThat(session.run("completion", "bash")).isEqualTo(0);
        assertThat(session.out()).contains("biplane", "replay", "--read-percent");
    }

    @Test
    void when_theSchemaIsPrinted_then_itIsTheCommittedOne() throws Exception {
        assertThat(session.run("schema")).isEqualTo(0);
        assertThat(session.out())
                .isEqualTo(Files.readString(Path.of("../../docs/scenario.schema.json")));
    }

    @Test
    void when_severalRunsEndDifferently_then_theWorstCodeWins() {
        assertThat(ExitCode.worst(List.of())).isEqualTo(ExitCode.OK);
        assertThat(ExitCode.worst(
                        List.of(ExitCode.OK, ExitCode.INCONCLUSIVE, ExitCode.BROKEN, ExitCode.OK)))
                .isEqualTo(ExitCode.BROKEN);
        assertThat(ExitCode.worst(List.of(ExitCode.BROKEN, ExitCode.DIVERGED, ExitCode.INTERNAL)))
                .isEqualTo(ExitCode.INTERNAL);
        assertThat(ExitCode.of(Verdict.INTERRUPTED).number()).isEqualTo(130);
        assertThat(ExitCode.of(Verdict.INCONCLUSIVE).number()).isEqualTo(3);
    }
}
