package io.biplane.kernel.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

@Isolated
class PingPongPartitionTest {
    /**
     * Pings go out every 500 ms; those at 1.5, 2.0, 2.5 and 3.0 s fall into the partition and get
     * no pong.
     */
    @Test
    void when_theExampleRuns_then_fourPingsGetNoPong() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            PingPongPartition.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("ping pong ping pong ping ping ping ping "
                        + "ping pong ping pong ping pong ping");
    }

    @Test
    void when_theExampleIsCounted_then_theWholeFileHasAtMostFortyLines() throws IOException {
        Path file = Path.of("src/main/java/io/biplane/kernel/example/PingPongPartition.java");
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(40);
    }
}
