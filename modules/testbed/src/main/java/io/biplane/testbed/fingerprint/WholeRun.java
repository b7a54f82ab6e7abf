package io.biplane.testbed.fingerprint;

import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.runner.BiplaneEngine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/** A run as the command makes it: all variants, all files, all reports. */
public final class WholeRun {
    /** Stands for the build id, which no two builds share. */
    private static final String NO_BUILD = "unnamed";

    private static final long TICK_NANOS = 1_000_000_000L;

    private WholeRun() {}

    /**
     * Runs a scenario.
     *
     * @param folder is made if need be, and should be empty
     * @throws InvalidScenario when a value drawn with this seed is out of its bounds
     */
    public static RunResult of(ScenarioFile file, long seed, Path folder, RunObserver observer)
            throws IOException, InvalidScenario {
        return of(file, seed, folder, observer, Runnable::run);
    }

    /** The same, with its variants on the executor's threads. */
    public static RunResult of(
            ScenarioFile file, long seed, Path folder, RunObserver observer, Executor executor)
            throws IOException, InvalidScenario {
        Files.createDirectories(folder);
        RunHeader header = new RunHeader(file.scenarios(seed), file.file(), NO_BUILD, List.of());
        RunRequest request = new RunRequest(header, folder, TICK_NANOS, () -> false).on(executor);
        RunResult result = new BiplaneEngine().run(request, observer);
        for (ReportWriter writer : ReportWriter.installed()) {
            writer.write(result, folder);
        }
        return result;
    }
}
