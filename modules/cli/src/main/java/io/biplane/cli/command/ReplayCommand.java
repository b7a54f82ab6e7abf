package io.biplane.cli.command;

import io.biplane.cli.BuildId;
import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.cli.flags.InspectFlags;
import io.biplane.cli.flags.RunFlags;
import io.biplane.cli.flags.ScenarioFlags;
import io.biplane.cli.start.Timings;
import io.biplane.cli.store.ReplayLine;
import io.biplane.cli.store.RunDirectory;
import io.biplane.kernel.trace.ReplayDiverged;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code biplane replay}: runs something again, and compares its trace with the recorded one. */
@Command(
        name = "replay",
        description =
                "Run a past run's folder, or a scenario file with a seed, again. A folder's trace "
                        + "is compared. With --until or --step, look at a stretch of it.")
final class ReplayCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Parameters(paramLabel = "RUN-DIR|FILE", description = "A run's folder, or a scenario file.")
    private Path target;

    @Mixin
    private ScenarioFlags scenarioFlags;

    @Mixin
    private RunFlags runFlags;

    @Mixin
    private InspectFlags inspectFlags;

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    ReplayCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.timings().enter(Timings.Phase.LANGUAGE);
        try {
            boolean folder = Files.isDirectory(target);
            return (folder ? replayRun() : replayFile()).number();
        } catch (InvalidScenario invalid) {
            Problems problems = new Problems(surroundings, consoleFlags);
            problems.add(invalid.problems());
            problems.print();
            return ExitCode.BAD_SCENARIO.number();
        }
    }

    private ExitCode replayRun() throws InvalidScenario {
        RunDirectory past = RunDirectory.read(target);
        if (inspectFlags.isWanted()) {
            return inspect(past.file(), List.of());
        }
        ScenarioRunner runner = new ScenarioRunner(surroundings, runFlags, consoleFlags);
        try {
            return compare(past.line(), runner.run(past.file(), List.of()));
        } catch (RuntimeException failure) {
            ReplayDiverged diverged = ReplayDiverged.in(failure).orElseThrow(() -> failure);
            throw new ReplayDiverged(diverged.getMessage() + otherBuild(past.line()));
        }
    }

    private ExitCode replayFile() throws InvalidScenario {
        ScenarioFile file = scenarioFlags.load(target, surroundings);
        if (inspectFlags.isWanted()) {
            return inspect(file, scenarioFlags.again());
        }
        ScenarioRunner runner = new ScenarioRunner(surroundings, runFlags, consoleFlags);
        return ExitCode.of(runner.run(file, scenarioFlags.again()).verdict());
    }

    private ExitCode inspect(ScenarioFile file, List<String> again) throws InvalidScenario {
        RunHeader header = ScenarioRunner.header(file, again);
        return new Inspector(surroundings, runFlags, consoleFlags, inspectFlags).run(header);
    }

    private ExitCode compare(ReplayLine recorded, RunResult result) {
        List<String> digests =
                result.variants().stream().map(VariantResult::digest).toList();
        if (digests.equals(recorded.digests())) {
            surroundings.err().print("biplane: the trace equals the recorded one\n");
            return ExitCode.of(result.verdict());
        }
        if (surroundings.interruption().isRequested()) {
            return ExitCode.INTERRUPTED;
        }
        throw new ReplayDiverged("trace " + digests + ", recorded " + recorded.digests());
    }

    /** What may be the reason for a divergence; empty when the same build recorded the run. */
    private static String otherBuild(ReplayLine recorded) {
        String build = BuildId.of(System.getProperty("java.class.path", ""));
        return build.equals(recorded.buildId())
                ? ""
                : "\nbiplane: the builds differ, which may be why: this is " + build
                        + ", recorded by " + recorded.buildId();
    }
}
