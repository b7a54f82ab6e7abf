package io.biplane.cli.command;

import io.biplane.cli.BuildId;
import io.biplane.cli.CliEnvironment;
import io.biplane.cli.Interruption;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.RunFlags;
import io.biplane.cli.start.Timings;
import io.biplane.cli.store.ReplayLine;
import io.biplane.cli.store.RunFolder;
import io.biplane.kernel.trace.ReplayDiverged;
import io.biplane.report.console.LiveConsole;
import io.biplane.report.console.ProblemPrinter;
import io.biplane.report.console.Style;
import io.biplane.report.console.Summary;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.ScenarioEngine;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.VariantResult;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs one scenario file: makes its folder, prints, and has the reports written. */
final class ScenarioRunner {
    private static final String RESULTS = "results.json";
    private static final String REPORT = "report.html";

    private final CliEnvironment surroundings;
    private final RunFlags flags;
    private final ConsoleFlags consoleFlags;
    private final Style style;

    ScenarioRunner(CliEnvironment surroundings, RunFlags flags, ConsoleFlags consoleFlags) {
        this.surroundings = surroundings;
        this.flags = flags;
        this.consoleFlags = consoleFlags;
        this.style = consoleFlags.style(surroundings);
        flags.check(surroundings, style);
    }

    /**
     * Runs a scenario.
     *
     * @param again flags for the replay command, seed apart
     * @throws RunCrashed after everything about it was printed, but for a divergence, which is left to the caller
     */
    RunResult run(ScenarioFile file, List<String> again) {
        try (Interruption.Polling polling = surroundings.interruption().poll()) {
            return runIn(newFolder(file), header(file, again), file);
        } catch (IOException unwritable) {
            throw CommandFailure.of("cannot write results", unwritable);
        } catch (InvalidScenario drawn) {
            throw new IllegalStateException("the file was checked with this very seed", drawn);
        }
    }

    private RunFolder newFolder(ScenarioFile file) throws IOException {
        return RunFolder.create(
                flags.store(surroundings),
                file.name(),
                file.seed(),
                surroundings.now().get());
    }

    /** What is known of a run before it begins. */
    static RunHeader header(ScenarioFile file, List<String> again) throws InvalidScenario {
        String buildId = BuildId.of(System.getProperty("java.class.path", ""));
        return new RunHeader(file.scenarios(file.seed()), file.file(), buildId, again);
    }

    private RunResult runIn(RunFolder folder, RunHeader header, ScenarioFile file)
            throws IOException {
        surroundings.timings().enter(Timings.Phase.BOOT);
        folder.write("scenario.yaml", file.expanded(file.seed()));
        folder.log(
                surroundings.now().get(),
                "start " + header.replayCommand() + " build " + header.buildId());
        long startedAt = surroundings.nanos().getAsLong();
        LiveConsole console =
                new LiveConsole(surroundings.out(), flags.console(surroundings, style));
        RunObserver observer = flags.isJson() ? RunObserver.NONE : console;
        RunResult result =
                simulate(folder, header, new TimedObserver(observer, surroundings.timings()));
        long wallNanos = surroundings.nanos().getAsLong() - startedAt;
        surroundings.timings().enter(Timings.Phase.REPORTS);
        writeReports(result, folder);
        surroundings.timings().enter(Timings.Phase.REST);
        folder.log(
                surroundings.now().get(),
                result.verdict() + " in " + wallNanos / 1_000_000 + " ms");
        folder.complete();
        print(result, folder, console, wallNanos);
        return result;
    }

    private RunResult simulate(RunFolder folder, RunHeader header, RunObserver observer)
            throws IOException {
        ScenarioEngine engine = surroundings.engine().get();
        try (VariantThreads threads =
                VariantThreads.of(flags.jobs(header.scenarios().size()))) {
            RunRequest request = new RunRequest(
                            header,
                            folder.path(),
                            flags.displayEveryNanos(),
                            surroundings.interruption()::isRequested)
                    .on(threads.executor());
            return engine.run(request, observer);
        } catch (RunCrashed crash) {
            reportCrash(crash, header, folder);
            throw crash;
        } catch (RuntimeException failure) {
            // Outside any event: setting a variant up, or closing its files.
            RunCrashed crash = new RunCrashed(header.first().variant(), 0, 0, failure);
            reportCrash(crash, header, folder);
            throw crash;
        }
    }

    private void reportCrash(RunCrashed crash, RunHeader header, RunFolder folder)
            throws IOException {
        surroundings.out().flush();
        if (ReplayDiverged.in(crash).isPresent()) {
            // No fault of the simulator's; whoever turns it into an exit code says it.
            folder.log(surroundings.now().get(), "the replay diverged: " + crash.getMessage());
            return;
        }
        String variant = crash.variant().label().isEmpty() ? "" : "  variant " + crash.variant();
        List<String> lines = List.of(
                style.bad("biplane: the simulator failed: " + crash.getMessage()),
                "  scenario " + header.file() + variant,
                "  seed     " + header.first().seed(),
                "  time     " + String.format(Locale.ROOT, "%.6fs", crash.virtualNanos() / 1e9)
                        + " virtual, event " + crash.eventNumber(),
                "  build    " + header.buildId(),
                "  log      " + folder.path().resolve("biplane.log"),
                "  replay   " + header.replayCommand());
        lines.forEach(line -> surroundings.err().print(line + "\n"));
        StringWriter trace = new StringWriter();
        crash.printStackTrace(new PrintWriter(trace));
        folder.log(surroundings.now().get(), "crash\n" + String.join("\n", lines) + "\n" + trace);
    }

    private void writeReports(RunResult result, RunFolder folder) throws IOException {
        new ReplayLine(
                        result.header().replayCommand(),
                        result.header().file(),
                        result.header().first().seed(),
                        result.header().buildId(),
                        result.variants().stream().map(VariantResult::digest).toList())
                .write(folder);
        WritingThreads.write(ReportWriter.installed(), result, folder.path());
    }

    private void print(RunResult result, RunFolder folder, LiveConsole console, long wallNanos) {
        Path results = folder.path().resolve(RESULTS);
        if (flags.isJson()) {
            if (Files.isRegularFile(results)) {
                surroundings.out().print(read(results));
            }
            return;
        }
        if (!flags.hasJsonRows()) {
            Summary summary = new Summary(style, flags.isFull(), console::line);
            summary.print(result);
            summary.end(result, report(folder), wallNanos);
        }
        if (consoleFlags.isAnnotating()) {
            annotations(result).forEach(console::line);
        }
    }

    /** The report by its stable name, {@code store/latest/report.html}, if it was written. */
    private static Optional<String> report(RunFolder folder) {
        Path latest = folder.root().resolve("latest").resolve(REPORT);
        Path own = folder.path().resolve(REPORT);
        if (!Files.isRegularFile(own)) {
            return Optional.empty();
        }
        return Optional.of((Files.isRegularFile(latest) ? latest : own).toString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> annotations(RunResult result) {
        List<String> lines = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            for (CheckResult check : variant.checks()) {
                if (check.outcome() == Outcome.BROKEN) {
                    lines.add(ProblemPrinter.annotation(
                            check.mark(), check.name() + ": " + check.detail()));
                }
            }
            for (ThresholdResult threshold : variant.thresholds()) {
                if (threshold.outcome() == Outcome.BROKEN) {
                    lines.add(ProblemPrinter.annotation(
                            threshold.threshold().mark(),
                            threshold.threshold().text() + ": " + threshold.measured()));
                }
            }
        }
        return lines;
    }
}
