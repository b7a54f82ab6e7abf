package io.biplane.scenario.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenario files delivered with Biplane. Maven runs tests in the module's folder. */
final class SampleScenarios {
    static final Path ROOT = Path.of("../..");

    private SampleScenarios() {}

    static List<Path> files() {
        try (Stream<Path> walk =
                Files.walk(ROOT.resolve("scenarios"), FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
