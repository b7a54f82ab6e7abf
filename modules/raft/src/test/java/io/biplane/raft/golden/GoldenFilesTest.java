package io.biplane.raft.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Plays every golden file. {@code -Dgolden.rewrite=true} rewrites those that differ, and still
 * fails.
 */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @TestFactory
    Stream<DynamicTest> when_aStoryIsPlayed_then_itEndsAsWritten() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(), () -> play(file)))
                    .toList()
                    .stream();
        }
    }

    private static void play(Path file) {
        GoldenFile written = GoldenFile.read(file);
        Stage stage = new Stage();
        Commands commands = new Commands(stage);
        GoldenFile played = written.played(commands::run);
        if (Boolean.getBoolean("golden.rewrite") && !played.equals(written)) {
            played.write(file);
            fail("rewrote " + file + "; explain each changed line before you commit it");
        }
        assertThat(played.text()).isEqualTo(written.text());
    }
}
