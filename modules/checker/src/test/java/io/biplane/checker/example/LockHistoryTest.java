package io.biplane.checker.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model of one's own, as the README shows it. */
@Isolated
class LockHistoryTest {
    /** Both clients are told that they hold the lock, one after the other. */
    private static final String TWO_HOLDERS = """
            {"process":0,"type":"invoke","f":"acquire","time":1}
            {"process":0,"type":"ok","f":"acquire","time":2}
            {"process":1,"type":"invoke","f":"acquire","time":3}
            {"process":1,"type":"ok","f":"acquire","time":4}
            """;

    private static final String RELEASED_BETWEEN = """
            {"process":0,"type":"invoke","f":"acquire","time":1}
            {"process":0,"type":"ok","f":"acquire","time":2}
            {"process":0,"type":"invoke","f":"release","time":3}
            {"process":1,"type":"invoke","f":"acquire","time":4}
            {"process":1,"type":"ok","f":"acquire","time":5}
            {"process":0,"type":"info","f":"release","time":6}
            """;

    @Test
    void when_twoHoldTheLock_then_theExampleSaysWhy(@TempDir Path folder) throws Exception {
        assertThat(output(folder, TWO_HOLDERS))
                .startsWith("INVALID: 1 of 1 part is not linearizable\n")
                .contains(
                        "there is no order for these 2 operations",
                        "by then the state can be true, after process 0 acquire");
        assertThat(output(folder, RELEASED_BETWEEN))
                .isEqualTo("VALID: 3 operations in 1 part are linearizable\n");
    }

    private static String output(Path folder, String history) throws Exception {
        Path file = Files.writeString(folder.resolve("lock.jsonl"), history);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            LockHistory.main(new String[] {file.toString()});
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_readme_shows_this_example() throws Exception {
        List<String> lines = Files.readAllLines(
                Path.of("src/main/java/io/biplane/checker/example/LockHistory.java"));
        String code = String.join(
                "\n",
                lines.subList(
                        lines.indexOf(
                                "public final class LockHistory implements" + " Model<Boolean> {"),
                        lines.size()));
        assertThat(Path.of("../../README.md")).content().contains(code);
        assertThat(lines).hasSizeLessThanOrEqualTo(50);
    }
}
