package io.biplane.bench.cluster;

import io.biplane.bench.figure.Stopwatch;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.runner.BiplaneEngine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a scenario file as the command does, files written and all checks on, and takes the time of
 * its timeline: from zero to the horizon. Set-up before and the final reads after are not virtual
 * time the figure is about; they are in {@link Timing#wholeCpuNanos}.
 */
public final class DrainBench {
    private static final long SEED = 1;

    private DrainBench() {}

    /**
     * One variant of one run.
     *
     * @param virtualNanos from zero to the horizon
     * @param cpuNanos of the simulation's thread over the same
     * @param wallNanos over the same
     * @param wholeCpuNanos of the simulation's thread from an empty world to the result
     * @param events tasks and events of the whole variant
     */
    public record Timing(
            String variant,
            long virtualNanos,
            long cpuNanos,
            long wallNanos,
            long wholeCpuNanos,
            long events) {
        /** Virtual seconds a second of CPU time of the simulation's thread. */
        public double virtualPerCpu() {
            return (double) virtualNanos / cpuNanos;
        }

        /** Virtual seconds a wall second. */
        public double virtualPerWall() {
            return (double) virtualNanos / wallNanos;
        }
    }

    /** Runs all variants of a file once. */
    public static List<Timing> run(Path file) {
        Path folder = temporary();
        try {
            ScenarioFile scenario = ScenarioFile.load(file, Overrides.NONE);
            RunHeader header =
                    new RunHeader(scenario.scenarios(SEED), file.toString(), "bench", List.of());
            Watch watch = new Watch();
            new BiplaneEngine()
                    .run(new RunRequest(header, folder, 1_000_000_000L, () -> false), watch);
            return watch.timings;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InvalidScenario invalid) {
            throw new IllegalArgumentException(file + " is no valid scenario", invalid);
        } finally {
            remove(folder);
        }
    }

    /** Reads the clocks as the timeline begins, at its first tenth of a second, and ends. */
    private static final class Watch implements RunObserver {
        private final List<Timing> timings = new ArrayList<>();
        private Stopwatch whole = Stopwatch.start();
        private Optional<Stopwatch> timeline = Optional.empty();
        private long beganAtNanos;
        private Timing latest;

        @Override
        public void variantStarted(Scenario scenario) {
            whole = Stopwatch.start();
            timeline = Optional.empty();
        }

        @Override
        public void progress(Scenario scenario, long atNanos) {
            if (atNanos <= 0) {
                return;
            }
            if (timeline.isEmpty()) {
                timeline = Optional.of(Stopwatch.start());
                beganAtNanos = atNanos;
            }
            Stopwatch watch = timeline.get();
            latest = new Timing(
                    "", atNanos - beganAtNanos, watch.cpuNanos(), watch.wallNanos(), 0, 0);
        }

        @Override
        public void variantEnded(VariantResult result) {
            timings.add(new Timing(
                    result.variant().label(),
                    latest.virtualNanos(),
                    latest.cpuNanos(),
                    latest.wallNanos(),
                    whole.cpuNanos(),
                    result.eventCount()));
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("biplane-bench");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
