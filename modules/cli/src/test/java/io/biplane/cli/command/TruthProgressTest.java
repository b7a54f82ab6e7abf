package io.biplane.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.Interruption;
import io.biplane.cli.start.Timings;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Progress of the truth gates goes to standard error: it moves on a terminal and is rare in a log. */
class TruthProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TruthProgress progress(Map<String, String> environment) {
        return new TruthProgress(new CliEnvironment(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new TreeMap<>(environment),
                new Interruption(),
                () -> Instant.EPOCH,
                () -> 0L,
                () -> {
                    throw new AssertionError("nothing is simulated");
                },
                new Timings(() -> 0L, () -> 0L)));
    }

    private String told(Map<String, String> environment) {
        TruthProgress progress = progress(environment);
        for (int done = 0; done < 40; done++) {
            progress.measuring("T1 cell " + done, done, 40);
        }
        progress.end();
        assertThat(out.size()).isZero();
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void when_standardErrorIsALog_then_aLineIsPrintedEachTenth() {
        assertThat(told(new TreeMap<>()).lines())
                .hasSize(10)
                .startsWith("truth: 0 of 40 cells, now T1 cell 0")
                .endsWith("truth: 36 of 40 cells, now T1 cell 36");
    }

    @Test
    void when_standardErrorIsATerminal_then_oneLineMovesAndIsWiped() {
        TreeMap<String, String> terminal = new TreeMap<>();
        terminal.put("BIPLANE_TTY", "2");
        assertThat(told(terminal))
                .doesNotContain("\n")
                .contains("truth: 39 of 40 cells, now T1 cell 39")
                .endsWith("\r\u001b[2K");
    }

    @Test
    void when_aBuildServerLooksLikeATerminal_then_noLineMoves() {
        TreeMap<String, String> server = new TreeMap<>();
        server.put("BIPLANE_TTY", "2");
        server.put("CI", "true");
        assertThat(told(server)).doesNotContain("\r").endsWith("\n");
    }
}
