package io.biplane.testbed.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Every golden run happens as it is written. {@code -Dgolden.rewrite=true} rewrites those that differ, and still fails. */
class GoldenRunsTest {
    /** Runs share nothing, so two at a time are as good as one after another. */
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    @TempDir
    private static Path folder;

    @AfterAll
    static void endThreads() {
        THREADS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> when_aScenarioIsRun_then_itGoesAndEndsAsWritten() {
        // All are begun before the first is waited for.
        return RunFile.all().stream()
                .map(file -> {
                    Future<String> run = THREADS.submit(() -> RunPlayer.play(file, folder));
                    return DynamicTest.dynamicTest(file.name(), () -> check(file, run));
                })
                .toList()
                .stream();
    }

    private static void check(RunFile file, Future<String> run) throws Exception {
        String printed;
        try {
            printed = run.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(
                    file + ": " + failed.getCause().getMessage(), failed.getCause());
        }
        if (Boolean.getBoolean("golden.rewrite") && !printed.equals(file.outputText())) {
            file.rewrite(printed);
            fail("rewrote " + file + "; explain each changed line before you commit it");
        }
        assertThat(printed)
                .as("%s; rewrite it with -Dgolden.rewrite=true and explain each changed line", file)
                .isEqualTo(file.outputText());
    }

    /** Small enough to be read at a glance, and cheap enough to be many. */
    @org.junit.jupiter.api.Test
    void when_aGoldenRunIsWritten_then_itIsSmallOnHeapAndSaysWhatItShows() {
        for (RunFile file : RunFile.all()) {
            List<String> text = file.scenario();
            assertThat(text.size()).as("lines of the scenario in %s", file).isLessThanOrEqualTo(25);
            assertThat(file.scenarioText()).as(file.name()).contains("storage: heap");
            assertThat(file.head()).as(file.name()).anyMatch(line -> line.startsWith("# "));
        }
    }
}
