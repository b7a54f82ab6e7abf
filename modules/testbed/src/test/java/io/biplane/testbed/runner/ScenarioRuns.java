package io.biplane.testbed.runner;

import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.testbed.fingerprint.WholeRun;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunResult;

import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Runs scenario texts and files the way the command does, for tests. */
final class ScenarioRuns {
    private ScenarioRuns() {}

    static RunResult file(Path file, long seed, Path folder, RunObserver observer)
            throws Exception {
        return WholeRun.of(ScenarioFile.load(file, Overrides.NONE), seed, folder, observer);
    }

    static RunResult text(String text, long seed, Path folder) throws Exception {
        return text(text, seed, folder, RunObserver.NONE, Runnable::run);
    }

    static RunResult text(
            String text, long seed, Path folder, RunObserver observer, Executor executor)
            throws Exception {
        return WholeRun.of(
                ScenarioFile.parse("test.yaml", text, Overrides.NONE),
                seed,
                folder,
                observer,
                executor);
    }

    /** Runs one file and prints what a person would look at: {@code FILE SEED FOLDER}. */
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        RunResult result = file(
                Path.of(arguments[0]),
                Long.parseLong(arguments[1]),
                Path.of(arguments[2]),
                new RunObserver() {
                    @Override
                    public void tick(io.biplane.testbed.result.Tick tick) {
                        System.out.printf(
                                "%6.1fs %-10s ok %5d errors %4d p50 %8.2f p99 %8.2f max %8.2f ms%n",
                                tick.atNanos() / 1e9,
                                tick.load() + " " + tick.operation(),
                                tick.ok(),
                                tick.errorsTotal(),
                                tick.latency().p50Nanos() / 1e6,
                                tick.latency().p99Nanos() / 1e6,
                                tick.latency().maxNanos() / 1e6);
                    }

                    @Override
                    public void stepFired(io.biplane.testbed.result.FaultWindow window) {
                        System.out.println(
                                "--- " + window.fromNanos() / 1e9 + " " + window.label());
                    }

                    @Override
                    public void stepCompleted(io.biplane.testbed.result.FaultWindow window) {
                        System.out.println("--- " + window.untilNanos().orElse(-1) / 1e9 + " done "
                                + window.label());
                    }

                    @Override
                    public void note(long at, String text) {
                        System.out.println("--- " + at / 1e9 + " " + text);
                    }
                });
        result.variants().forEach(variant -> {
            System.out.println(variant.variant() + " " + variant.verdict() + " digest "
                    + variant.digest() + " events " + variant.eventCount());
            variant.checks()
                    .forEach(check -> System.out.println(
                            "  " + check.outcome() + " " + check.name() + ": " + check.detail()));
            variant.thresholds()
                    .forEach(threshold -> System.out.println("  " + threshold.outcome() + " "
                            + threshold.threshold().text() + " [" + threshold.step() + "]: "
                            + threshold.measured()));
            variant.notes().forEach(note -> System.out.println("  note " + note));
        });
        System.out.printf(
                "%s in %.1f s wall%n", result.verdict(), (System.nanoTime() - begin) / 1e9);
    }
}
