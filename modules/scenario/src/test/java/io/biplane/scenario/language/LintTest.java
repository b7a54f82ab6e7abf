package io.biplane.scenario.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.biplane.scenario.source.Problem;
import io.biplane.testkit.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files with mistakes, each beside the text that {@code lint} prints for it: {@code x.yaml} and
 * {@code x.txt}. The last line of the text counts the problems, so that an empty expectation cannot
 * pass.
 */
class LintTest {
    static final Path FOLDER = Path.of("src/test/resources/lint");

    static List<Path> files() {
        try (Stream<Path> walk = Files.list(FOLDER)) {
            return walk.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All mistakes of a file, marked with its bare name. */
    static List<Problem> problems(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String name = file.getFileName().toString();
        InvalidScenario invalid = catchThrowableOfType(
                InvalidScenario.class, () -> ScenarioFile.parse(name, text, Overrides.NONE));
        assertThat(invalid).as("%s has no mistakes", file).isNotNull();
        return invalid.problems();
    }

    @ParameterizedTest
    @MethodSource("files")
    void when_aFileHasMistakes_then_allAreReportedWithPlaceAndRemedy(Path file) throws Exception {
        List<Problem> problems = problems(file);
        String printed =
                problems.stream().map(Problem::render).collect(Collectors.joining("\n", "", "\n"))
                        + problems.size()
                        + (problems.size() == 1 ? " problem\n" : " problems\n");
        String golden = file.toString().replaceAll("\\.yaml$", ".txt");
        Golden.check(Path.of(golden), printed);
    }
}
