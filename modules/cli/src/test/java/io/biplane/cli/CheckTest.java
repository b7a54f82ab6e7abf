package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code biplane check} on files: every example of the documentation, and what can go wrong. */
class CheckTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path STALE = ROOT.resolve("docs/histories/stale-read.jsonl");
    private static final Path SKEW = ROOT.resolve("docs/histories/write-skew.edn");
    private static final Pattern EXAMPLE =
            Pattern.compile("\\| `biplane check ([^`]+)` \\| ([0-9]+) \\| ([^|]*)\\|.*");

    private final Session session = new Session();

    /** A row of the documentation's table. */
    record Example(List<String> arguments, int code, String kind) {
        @Override
        public String toString() {
            return String.join(" ", arguments);
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/history-format.md"))) {
            Matcher row = EXAMPLE.matcher(line);
            if (row.matches()) {
                List<String> arguments = new ArrayList<>(List.of(row.group(1).split(" ")));
                arguments.set(0, ROOT.resolve(arguments.get(0)).toString());
                arguments.add(0, "check");
                examples.add(new Example(
                        arguments, Integer.parseInt(row.group(2)), row.group(3).strip()));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_documentation_says_what_happens(Example example) {
        int code = session.run(example.arguments().toArray(String[]::new));
        assertThat(code).as(session.out() + session.err()).isEqualTo(example.code());
        assertThat(session.out()).contains(example.kind());
    }

    @Test
    void the_documentation_has_examples_of_each_answer_and_all_its_files() throws Exception {
        List<Example> examples = examples();
        assertThat(examples).extracting(Example::code).contains(0, 1, 3).hasSizeGreaterThan(15);
        String all = String.join(" ", examples.stream().map(Example::toString).toList());
        try (var files = Files.list(ROOT.resolve("docs/histories"))) {
            assertThat(files)
                    .allSatisfy(
                            file -> assertThat(all).contains(file.getFileName().toString()));
        }
    }

    @Test
    void when_noModelIsNamed_then_theCommandSaysWhichItTook() {
        assertThat(session.run("check", SKEW.toString())).isEqualTo(1);
        assertThat(session.err()).contains("checking as list-append");
        assertThat(session.out())
                .contains(
                        "T0 < T1, because T0 read x without 1, which T1 appended",
                        "T1  process 1 txn",
                        "strongest level that holds: strong snapshot isolation");
    }

    @Test
    void when_severalModelsJudge_then_theWorstCodeCounts() {
        assertThat(session.run("check", STALE.toString(), "-m", "queue,registers"))
                .isEqualTo(1);
        assertThat(session.out()).contains("linearizable queue: unknown", "register: invalid");
        assertThat(new Session().run("check", STALE.toString(), "-m", "queue", "-m", "session"))
                .isEqualTo(3);
        assertThat(new Session().run("check", STALE.toString(), "-m", "queue,unique-ids"))
                .isEqualTo(3);
    }

    @Test
    void when_aVerdictIsWantedAsJson_then_eachIsALineAndTheSameBytesComeAgain() {
        session.run("check", STALE.toString(), "-m", "registers,session", "--json");
        List<String> lines = session.out().lines().toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("{\"checker\":\""));
        assertThat(lines.get(0))
                .contains("\"valid\":\"invalid\"", "\"last_event\":8", "\"attempt\"");
        Session again = new Session();
        again.run("check", STALE.toString(), "-m", "registers,session", "--json");
        assertThat(again.out()).isEqualTo(session.out());
    }

    @Test
    void when_thePictureGoesToAFileOrAFolder_then_itIsThere(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/why.svg");
        session.run("check", STALE.toString(), "--draw", file.toString());
        assertThat(file).content().startsWith("<svg ").contains("read [x]");
        assertThat(session.out()).contains("picture   " + file);

        Path pictures = folder.resolve("pictures");
        new Session()
                .run(
                        "check",
                        STALE.toString(),
                        "-m",
                        "registers,session",
                        "--draw",
                        pictures.toString());
        assertThat(pictures.resolve("registers-01-non-linearizable.svg")).exists();
        assertThat(pictures.resolve("session-02-non-monotonic-write.svg")).doesNotExist();
        new Session().run("check", SKEW.toString(), "--draw", pictures.toString());
        assertThat(pictures.resolve("list-append-01-G2-item.svg")).content().contains(">rw<");
    }

    @Test
    void when_theHistoryComesFromStandardInput_then_itIsReadAsSaid() throws Exception {
        String stale = Files.readString(STALE);
        assertThat(session.withInput(stale).run("check", "-")).isEqualTo(1);
        Session edn = new Session().withInput(Files.readString(SKEW));
        assertThat(edn.run("check", "-", "--input-format", "edn")).isEqualTo(1);
        assertThat(edn.out()).contains("G2-item");
    }

    @Test
    void when_aHistoryHasSeveralLoads_then_oneCanBeTaken(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("two.jsonl"), """
                {"process":0,"type":"invoke","f":"write","value":[1,1],"time":1,"load":"kv"}
                {"process":0,"type":"ok","f":"write","value":[1,1],"time":2,"load":"kv"}
                {"process":1,"type":"invoke","f":"generate","value":null,"time":3,"load":"ids"}
                {"process":0,"type":"invoke","f":"read","value":[1],"time":4,"load":"kv"}
                {"process":1,"type":"ok","f":"generate","value":7,"time":5,"load":"ids"}
                {"process":0,"type":"ok","f":"read","value":[1,null],"time":6,"load":"kv"}
                """);
        assertThat(session.run("check", file.toString())).isEqualTo(2);
        assertThat(session.err()).contains("name it with --model", "registers", "list-append");
        Session kv = new Session();
        assertThat(kv.run("check", file.toString(), "--load", "kv")).isEqualTo(1);
        // Events keep their numbers.
        assertThat(kv.out()).contains("the first 6 events show it");
        assertThat(new Session().run("check", file.toString(), "--only", "generate"))
                .isEqualTo(0);
    }

    @Test
    void when_nothingWasAcknowledged_then_theAnswerIsUnknown() {
        Session empty = new Session().withInput("");
        assertThat(empty.run("check", "-", "-m", "registers,list-append,set")).isEqualTo(3);
        assertThat(empty.out())
                .contains("no operation was acknowledged\n  ?", "no transaction was acknowledged");
        Session unnamed = new Session().withInput("");
        assertThat(unnamed.run("check", "-")).isEqualTo(2);
        assertThat(unnamed.err()).contains("the history has no operations");
    }

    @Test
    void when_readsNameTheirBalances_then_theyAreABank() {
        session.withInput("""
                {"process":0,"type":"invoke","f":"read","value":null,"time":1}
                {"process":0,"type":"ok","f":"read","value":{"a":5,"b":5},"time":2}
                {"process":0,"type":"invoke","f":"read","value":null,"time":3}
                {"process":0,"type":"ok","f":"read","value":{"a":5,"b":4},"time":4}
                """);
        assertThat(session.run("check", "-")).isEqualTo(1);
        assertThat(session.err()).contains("checking as bank");
        assertThat(session.out()).contains("1 fault; judged: 2 reads", "wrong-total");
    }

    @Test
    void when_aBudgetIsBroken_then_itIsToldAsItWasGiven() {
        session.withInput("""
                {"process":0,"type":"invoke","f":"read","value":null,"time":1000000}
                {"process":0,"type":"ok","f":"read","value":1,"time":3000000}
                """);
        assertThat(session.run("check", "-", "-m", "latency", "--budget", "p99<2ms"))
                .isEqualTo(1);
        assertThat(session.out()).contains("budget p99 < 2ms", "took 2ms, and not < 2ms");
        Session kept = new Session().withInput("""
                {"process":0,"type":"invoke","f":"read","value":null,"time":1000000}
                {"process":0,"type":"ok","f":"read","value":1,"time":3000000}
                """);
        assertThat(kept.run("check", "-", "-m", "latency", "--budget", "p99<=2ms"))
                .isEqualTo(0);
    }

    @Test
    void when_aHistoryIsBroken_then_itsLineAndTheReasonAreTold() {
        String[][] broken = {
            {"{\"process\":0}\n", "line 1: ", "is missing"},
            {
                "\n{\"process\":0,\"type\":\"okay\",\"f\":\"x\",\"value\":1,\"time\":2}\n",
                "line 2: ",
                "okay"
            },
            {"nonsense\n", "line 1: ", "not JSON"},
            {
                "{\"process\":0,\"type\":\"ok\",\"f\":\"x\",\"value\":1,\"time\":2}\n",
                "line 1: ",
                "without having invoked"
            },
        };
        for (String[] text : broken) {
            Session one = new Session().withInput(text[0]);
            assertThat(one.run("check", "-", "-m", "registers")).as(text[0]).isEqualTo(4);
            assertThat(one.err()).contains(text[1], text[2]);
            assertThat(one.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-m registrs                         | there is no model 'registrs' (did you mean 'registers'?)",
                "-m list-append:serialisable         | there is no level 'serialisable' (did you mean 'serializable'?)",
                "-m queue:serializable               | model queue has no levels",
                "-m list-append --level snapshot     | there is no level 'snapshot'",
                "-m availability                     | model availability needs --longest-gap DURATION",
                "-m latency                          | model latency needs --budget SPEC",
                "-m registers --total 5              | --total means nothing to registers; it is for linear-bank, bank",
                "-m bank --steps 5                   | --steps means nothing to bank; it is for registers",
                "-m availability --longest-gap 5     | '5' has no unit",
                "-m registers --max-offset 5         | '5' has no unit",
                "-m registers --memory 5             | '5' is no size such as 512MiB",
                "-m registers --memory 0MiB          | must be more than nothing",
                "-m registers --steps many           | 'many' is no number",
                "-m latency --budget p99             | 'p99' is no budget such as p99<400ms",
                "-m latency --budget p0<1s           | has no percentile",
                "-m latency --budget p99<1           | '1' has no unit",
                "-m latency --budget p99<1s@5s..2s   | ends before it begins",
                "-m availability --longest-gap 5s --clients 0 | there must be at least one",
            })
    void when_aFlagCannotBeMeant_then_itIsSaidAndTheCodeIs2(String flags, String message) {
        List<String> arguments = new ArrayList<>(List.of("check", STALE.toString()));
        arguments.addAll(List.of(flags.strip().split(" +")));
        assertThat(session.run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(session.err()).contains(message.strip());
        assertThat(session.out()).isEmpty();
    }

    @Test
    void when_modelsAreListed_then_allAreThereWithWhatTheyCanBeTold() {
        assertThat(session.run("check", "--model", "list")).isEqualTo(0);
        assertThat(session.out())
                .contains(
                        "registers ",
                        "list-append[:LEVEL]",
                        "--longest-gap DURATION (required)",
                        "strong-snapshot-isolation");
        Session list = new Session();
        assertThat(list.run("list", "models")).isEqualTo(0);
        assertThat(list.out()).contains("registers", "unique-ids").doesNotContain("raft_safety");
        assertThat(new Session().run("check")).isEqualTo(2);
    }

    @Test
    void when_aHistoryDoesNotParse_then_fileLineAndReasonAreNamedAndTheCodeIs4(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("h.jsonl");
        String good =
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"value\":[1],\"time\":1}\n";
        Files.writeString(file, good + "\n" + "{\"process\":0,\n");
        assertThat(session.run("check", file.toString())).isEqualTo(4);
        assertThat(session.err()).contains("h.jsonl: line 3: not JSON");

        Files.writeString(file, good + "\n" + good);
        Session busy = new Session();
        assertThat(busy.run("check", file.toString())).isEqualTo(4);
        assertThat(busy.err()).contains("line 3: process 0 is still busy with read");

        Files.write(file, (good + "{\"process\":\"ä\"").getBytes(StandardCharsets.ISO_8859_1));
        Session binary = new Session();
        assertThat(binary.run("check", file.toString())).isEqualTo(4);
        assertThat(binary.err()).contains("not UTF-8");
    }

    @Test
    void when_limitsAreReached_then_theAnswerIsUnknownAndSaysHowFarItGot(@TempDir Path folder)
            throws Exception {
        StringBuilder text = new StringBuilder();
        String line = "{\"process\":%d,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s,\"time\":1}\n";
        for (int process = 0; process < 40; process++) {
            text.append(String.format(line, process, "invoke", "add", 2L << process));
        }
        // Any sum of even numbers may be there, but none is odd.
        text.append(String.format(line, 99, "invoke", "read", "null"));
        text.append(String.format(line, 99, "ok", "read", "1"));
        Path file = Files.writeString(folder.resolve("c.jsonl"), text);
        assertThat(session.run("check", file.toString(), "--steps", "10k")).isEqualTo(3);
        assertThat(session.out()).contains("unknown", "the limit of 10000 steps");
        Session memory = new Session();
        assertThat(memory.run("check", file.toString(), "--memory", "1MiB")).isEqualTo(3);
        assertThat(memory.out()).contains("the limit of 1048576 bytes");
    }
}
