package io.biplane.testbed.golden;

import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.model.Scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A golden run as it is written; the grammar stands in the package's page.
 *
 * @param name folder and file without ending: {@code verb/kill}
 * @param head prose and directives, as written
 * @param scenario lines of the scenario
 * @param output what the run has to print
 */
record RunFile(String name, List<String> head, List<String> scenario, List<String> output) {
    static final Path FOLDER = Path.of("src/test/resources/golden/run");
    private static final long SEED = 1;
    private static final String RULE = "----";

    /** All of them, by name. */
    static List<RunFile> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(RunFile::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static RunFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        int begin = 0;
        while (begin < lines.size() && !lines.get(begin).startsWith("scenario:")) {
            begin++;
        }
        int rule = lines.indexOf(RULE);
        if (begin == lines.size() || rule < begin) {
            throw new IllegalStateException(file + " has no scenario with " + RULE + " behind it");
        }
        String name = FOLDER.relativize(file).toString().replace('\\', '/');
        return new RunFile(
                name.substring(0, name.length() - ".txt".length()),
                List.copyOf(lines.subList(0, begin)),
                List.copyOf(lines.subList(begin, rule)),
                List.copyOf(lines.subList(rule + 1, lines.size())));
    }

    /** Words behind each directive of that name. */
    List<String> directives(String name) {
        return head.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    /** The scenario as it is run: of several variants the first. */
    Scenario scenarioOf() {
        return parsed().get(0);
    }

    /** All variants, with the seed of golden runs. */
    List<Scenario> parsed() {
        try {
            return ScenarioFile.parse(name + ".txt", scenarioText(), Overrides.NONE)
                    .scenarios(SEED);
        } catch (InvalidScenario mistakes) {
            throw new IllegalStateException(
                    name + ": " + mistakes.problems().get(0).render(), mistakes);
        }
    }

    String scenarioText() {
        return String.join("\n", scenario) + "\n";
    }

    String outputText() {
        return String.join("\n", output) + "\n";
    }

    void rewrite(String printed) throws IOException {
        List<String> lines = new ArrayList<>(head);
        lines.addAll(scenario);
        lines.add(RULE);
        Files.writeString(
                FOLDER.resolve(name + ".txt"),
                String.join("\n", lines) + "\n" + printed,
                StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
