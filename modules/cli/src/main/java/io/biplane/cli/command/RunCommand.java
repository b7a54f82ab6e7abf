package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.cli.flags.RunFlags;
import io.biplane.cli.flags.ScenarioFlags;
import io.biplane.cli.start.Timings;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.ScenarioFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code biplane run}: simulates, checks, reports. */
@Command(name = "run", description = "Simulate scenarios, check them, report.")
final class RunCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenario files.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ScenarioFlags scenarioFlags;

    @Mixin
    private RunFlags runFlags;

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    RunCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.timings().enter(Timings.Phase.LANGUAGE);
        List<ScenarioFile> scenarios = new ArrayList<>();
        Problems problems = new Problems(surroundings, consoleFlags);
        for (Path file : files) {
            try {
                scenarios.add(scenarioFlags.load(file, surroundings));
            } catch (InvalidScenario invalid) {
                problems.add(invalid.problems());
            }
        }
        if (problems.print()) {
            return ExitCode.BAD_SCENARIO.number();
        }
        scenarios.forEach(scenario -> Problems.printNotes(scenario, surroundings));
        ScenarioRunner runner = new ScenarioRunner(surroundings, runFlags, consoleFlags);
        List<ExitCode> codes = new ArrayList<>();
        for (ScenarioFile scenario : scenarios) {
            codes.add(ExitCode.of(runner.run(scenario, scenarioFlags.again()).verdict()));
            if (surroundings.interruption().isRequested()) {
                return ExitCode.INTERRUPTED.number();
            }
        }
        return ExitCode.worst(codes).number();
    }
}
