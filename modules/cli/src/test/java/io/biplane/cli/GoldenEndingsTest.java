package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command ends each of the golden runs below {@code ending/} with the exit code and the verdict that they have in their last line. */
class GoldenEndingsTest {
    private static final Path RUNS = Path.of("../testbed/src/test/resources/golden/run/ending");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> when_aRunEnds_then_theCommandsCodeIsTheOneOfTheGoldenRun()
            throws IOException {
        try (Stream<Path> files = Files.list(RUNS)) {
            List<Path> runs = files.sorted().toList();
            assertThat(runs).isNotEmpty();
            return runs.stream()
                    .map(run ->
                            DynamicTest.dynamicTest(run.getFileName().toString(), () -> check(run)))
                    .toList()
                    .stream();
        }
    }

    private void check(Path run) throws IOException {
        List<String> lines = Files.readAllLines(run);
        int begin = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("scenario:"))
                .findFirst()
                .orElseThrow());
        Path scenario = Files.write(
                folder.resolve(run.getFileName() + ".yaml"),
                lines.subList(begin, lines.indexOf("----")));
        String ending = lines.get(lines.size() - 1);
        String verdict = ending.substring(0, ending.indexOf(','));
        Session session =
                new Session().with("BIPLANE_OUT", folder.resolve("store").toString());
        int code = session.run("run", scenario.toString(), "--seed", "1", "-q");
        assertThat(ending).startsWith(verdict + ", exit " + code);
        // A crash is told on the other stream.
        assertThat(session.out() + session.err())
                .contains(verdict.equals("CRASHED") ? "the simulator failed: set-up" : verdict);
    }
}
