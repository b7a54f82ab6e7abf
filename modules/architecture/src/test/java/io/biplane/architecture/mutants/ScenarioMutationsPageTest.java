package io.biplane.architecture.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds {@code docs/scenario-mutations.md} and the list of mutants to each other and to the sources; cheap enough for every build. */
class ScenarioMutationsPageTest {
    private static final Path PAGE = Sources.ROOT.resolve("docs/scenario-mutations.md");

    /** A line of the page's table. */
    private record Row(String scenario, String broken, String failed) {}

    private static List<Row> rows() {
        return Sources.read(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split(" \\| "))
                .map(cells ->
                        new Row(cells[0].substring(2), cells[1], cells[2].replaceAll(" \\|$", "")))
                .toList();
    }

    @Test
    void each_row_of_the_page_has_its_mutant_and_each_mutant_its_row() {
        assertThat(ScenarioMutant.all().stream()
                        .map(mutant -> mutant.cell() + " | " + mutant.broken())
                        .toList())
                .containsExactlyElementsOf(rows().stream()
                        .map(row -> row.scenario() + " | " + row.broken())
                        .toList());
    }

    /** The page quotes lines of a run; some pattern of the mutant finds each. */
    @Test
    void each_message_of_the_page_is_what_its_mutant_has_to_fail_with() {
        List<Row> rows = rows();
        List<ScenarioMutant> mutants = ScenarioMutant.all();
        List<String> unheld = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ScenarioMutant mutant = mutants.get(i);
            Pattern.compile("`([^`]+)`")
                    .matcher(rows.get(i).failed())
                    .results()
                    .map(quoted -> quoted.group(1))
                    .filter(message -> mutant.fails().stream()
                            .noneMatch(pattern -> Stream.of("BROKEN ", "open ", "CRASHED ")
                                    .anyMatch(word ->
                                            pattern.matcher(word + message).find())))
                    .forEach(message -> unheld.add(mutant + " -> " + message));
        }
        assertThat(unheld).as("on the page, and in no pattern of the mutant").isEmpty();
    }

    @Test
    void each_mutant_changes_what_stands_once_and_has_to_be_noticed() {
        for (ScenarioMutant mutant : ScenarioMutant.all()) {
            assertThat(mutant.changes()).as(mutant.toString()).isNotEmpty();
            assertThat(mutant.fails()).as(mutant.toString()).isNotEmpty();
            for (ScenarioMutant.Change change : mutant.changes()) {
                assertThat(Sources.standsOnce(
                                Sources.read(Sources.of(change.type())), change.find()))
                        .as("%s has once: %s", change.type(), change.find())
                        .isTrue();
            }
        }
    }

    @Test
    void each_delivered_scenario_has_a_mutant() throws Exception {
        TreeSet<String> delivered = new TreeSet<>();
        Path folder = Sources.ROOT.resolve("scenarios");
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .forEach(file -> delivered.add(file.replaceAll("\\.yaml$", "")));
        }
        TreeSet<String> broken = new TreeSet<>();
        ScenarioMutant.all().forEach(mutant -> broken.add(mutant.scenario()));
        assertThat(broken).isEqualTo(delivered);
    }
}
