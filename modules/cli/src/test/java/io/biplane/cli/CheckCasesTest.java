package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Histories that were judged wrongly once, and what stands beside them: each row of {@code
 * check/cases.txt} ends as it says. To add a case, add a file and a row.
 */
class CheckCasesTest {
    private static final Path FOLDER = Path.of("src/test/resources/check");
    private static final String TABLE = "cases.txt";

    @TempDir
    private Path pictures;

    /** A row of the table. */
    record Case(String file, List<String> arguments, int code) {
        @Override
        public String toString() {
            return file + " " + String.join(" ", arguments);
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(TABLE))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\|", 4);
            assertThat(parts).as(line).hasSize(4);
            List<String> arguments = Stream.of(parts[1].strip().split(" +"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            cases.add(new Case(parts[0].strip(), arguments, Integer.parseInt(parts[2].strip())));
        }
        return cases;
    }

    private static int run(Session session, Case row, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("check", FOLDER.resolve(row.file()).toString()));
        arguments.addAll(row.arguments());
        arguments.addAll(List.of(more));
        return session.run(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_history_is_judged_as_its_row_says(Case row) throws Exception {
        Session words = new Session();
        int code = run(words, row, "--draw", pictures.toString());
        assertThat(code).as(words.out() + words.err()).isEqualTo(row.code());
        Session json = new Session();
        assertThat(run(json, row, "--json")).isEqualTo(row.code());
        if (row.code() == 4) {
            assertThat(words.err()).containsPattern("line [0-9]+: ");
            assertThat(words.out()).isEmpty();
        }
        List<String> outputs =
                new ArrayList<>(List.of(words.out(), words.err(), json.out(), json.err()));
        try (Stream<Path> files = Files.list(pictures)) {
            for (Path file : files.toList()) {
                outputs.add(Files.readString(file));
            }
        }
        assertThat(outputs).allSatisfy(CheckCasesTest::checkVisible);
    }

    private static void checkVisible(String output) {
        for (byte one : output.getBytes(StandardCharsets.UTF_8)) {
            assertThat(one < 0 || one >= ' ' || one == '\n').as(output).isTrue();
        }
    }

    @Test
    void each_file_has_a_row() throws Exception {
        List<String> named = cases().stream().map(Case::file).toList();
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.equals(TABLE))
                    .allSatisfy(name -> assertThat(named).contains(name));
        }
    }

    @Test
    void control_characters_are_shown_and_not_obeyed() {
        Session session = new Session();
        session.run("check", FOLDER.resolve("ansi.jsonl").toString(), "--model", "register");
        assertThat(session.out()).contains("\\u001b]0;title\\u0007");
        Session colour = new Session().with("BIPLANE_TTY", "012");
        colour.run("check", FOLDER.resolve("ansi.jsonl").toString(), "--model", "register");
        assertThat(colour.out()).contains("\u001b[", "\\u001b]0;title").doesNotContain("\u001b]");
    }

    @Test
    void many_histories_take_a_line_each_and_the_worst_code_counts(@TempDir Path folder)
            throws Exception {
        String call =
                "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":1,\"time\":1}\n";
        String done = "{\"process\":0,\"type\":\"ok\",\"f\":\"write\",\"value\":1,\"time\":2}\n";
        String read = call.replace("write", "read").replace(":1,\"time", ":null,\"time");
        String seen = done.replace("write", "read").replace(":1,\"time", ":7,\"time");
        String valid =
                Files.writeString(folder.resolve("valid.jsonl"), call + done).toString();
        String invalid =
                Files.writeString(folder.resolve("invalid.jsonl"), read + seen).toString();
        String unknown =
                Files.writeString(folder.resolve("unknown.jsonl"), call).toString();
        String broken = Files.writeString(folder.resolve("broken.jsonl"), "{").toString();
        String missing = folder.resolve("missing.jsonl").toString();

        checkLines(0, valid, valid);
        checkLines(3, valid, unknown, valid);
        checkLines(1, unknown, invalid, valid);
        checkLines(2, invalid, missing, unknown);
        checkLines(4, broken, missing, invalid, unknown, valid);

        Session json = new Session();
        assertThat(json.run("check", "-m", "register", "--json", broken, invalid))
                .isEqualTo(4);
        assertThat(json.out().lines()).hasSize(2).satisfies(lines -> {
            assertThat(lines.get(0)).contains("broken.jsonl\",\"exit\":4,\"reason\":\"line 1");
            assertThat(lines.get(1)).contains("\"exit\":1,\"verdicts\":[{\"checker\":");
        });
        assertThat(new Session().run("check", "-", "-")).isEqualTo(2);
        assertThat(new Session().run("check", "-m", "no-such", valid, valid)).isEqualTo(2);
    }

    private static void checkLines(int code, String... files) {
        Session session = new Session();
        List<String> arguments = new ArrayList<>(List.of("check", "--model", "register"));
        arguments.addAll(List.of(files));
        assertThat(session.run(arguments.toArray(String[]::new)))
                .as(session.out() + session.err())
                .isEqualTo(code);
        List<String> lines = session.out().lines().toList();
        assertThat(lines).hasSameSizeAs(files);
        for (int i = 0; i < files.length; i++) {
            assertThat(lines.get(i)).contains(files[i]);
        }
    }

    @Test
    void a_thousand_histories_take_one_process() {
        List<String> arguments = new ArrayList<>(List.of("check", "--model", "register"));
        for (int i = 0; i < 1000; i++) {
            arguments.add(
                    FOLDER.resolve(i % 2 == 0 ? "edn-hex.edn" : "bom.jsonl").toString());
        }
        Session session = new Session();
        assertThat(session.run(arguments.toArray(String[]::new))).isZero();
        assertThat(session.out().lines()).hasSize(1000);
    }
}
