package io.biplane.testbed.golden;

import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.Verdict;
import io.biplane.testbed.runner.BiplaneEngine;
import io.biplane.testbed.runner.Plant;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the scenario of a golden file the way {@code biplane run} does, and prints what the file has to say of it. */
final class RunPlayer {
    private static final long TICK_NANOS = 1_000_000_000L;

    private RunPlayer() {}

    /** What the run prints. */
    static String play(RunFile file, Path folder) throws Exception {
        Path own = Files.createDirectories(folder.resolve(file.name()));
        RunHeader header = new RunHeader(file.parsed(), file.name() + ".txt", "unnamed", List.of());
        RunRequest request = new RunRequest(header, own, TICK_NANOS, () -> false);
        List<String> shown = file.directives("show").stream()
                .flatMap(kinds -> List.of(kinds.split(" +")).stream())
                .toList();
        StepLog log = new StepLog(shown, file.scenarioText());
        List<Plant> plants = file.directives("plant").stream().map(Plant::parse).toList();
        try {
            Verdict verdict = plants.isEmpty()
                    ? new BiplaneEngine().run(request, log).verdict()
                    : Plant.run(request, log, plants);
            log.end(ending(verdict));
        } catch (RunCrashed crash) {
            log.end("CRASHED, exit 70: " + crash.getMessage());
        }
        return log.toString();
    }

    /** The numbers are those of the command; its own test holds them to it. */
    private static String ending(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "PASSED, exit 0";
            case INCONCLUSIVE -> "INCONCLUSIVE, exit 3";
            case FAILED -> "FAILED, exit 1";
            case INTERRUPTED -> throw new IllegalStateException("nobody interrupts");
        };
    }
}
