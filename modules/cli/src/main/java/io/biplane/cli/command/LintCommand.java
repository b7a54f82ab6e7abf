package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.cli.flags.ScenarioFlags;
import io.biplane.cli.start.Timings;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.ScenarioFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code biplane lint}: checks scenario files and shows every mistake at once. */
@Command(name = "lint", description = "Check scenario files; all mistakes at once.")
final class LintCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenario files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--expanded",
            description =
                    "Print each file as its seed makes it: random values drawn, defaults filled "
                            + "in.")
    private boolean expanded;

    @Mixin
    private ScenarioFlags scenarioFlags;

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    LintCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.timings().enter(Timings.Phase.LANGUAGE);
        Problems problems = new Problems(surroundings, consoleFlags);
        for (Path file : files) {
            try {
                ScenarioFile sound = scenarioFlags.load(file, surroundings);
                Problems.printNotes(sound, surroundings);
                show(sound);
            } catch (InvalidScenario invalid) {
                problems.add(invalid.problems());
            }
        }
        return (problems.print() ? ExitCode.BAD_SCENARIO : ExitCode.OK).number();
    }

    private void show(ScenarioFile file) throws InvalidScenario {
        surroundings
                .out()
                .print(
                        expanded
                                ? file.expanded(file.seed())
                                : file.file() + ": ok, "
                                        + file.scenarios(file.seed()).size() + " variant(s)\n");
    }
}
