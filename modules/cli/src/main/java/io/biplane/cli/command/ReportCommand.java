package io.biplane.cli.command;

import io.biplane.cli.ExitCode;
import io.biplane.cli.Surroundings;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.result.ReportWriter;
import io.biplane.scenario.result.RunHeader;
import io.biplane.scenario.result.RunObserver;
import io.biplane.scenario.result.RunRequest;
import io.biplane.scenario.result.RunResult;
import io.biplane.scenario.result.VariantResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * {@code biplane report}: writes a past run's reports anew. A run is a function of its scenario,
 * seed and build, so it is run again for that, aside, and its trace has to equal the recorded one.
 */
@Command(
        name = "report",
        description =
                "Write the reports of a past run anew. The run is repeated for that; exit 5 when "
                        + "its trace differs.")
final class ReportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN-DIR", description = "A run's folder.")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = "html, json, junit; all when left out.")
    private List<String> formats = new ArrayList<>();

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        List<ReportWriter> writers = writers();
        try {
            RunDirectory past = RunDirectory.read(folder);
            RunHeader header = new RunHeader(
                    past.file().scenarios(past.line().seed()),
                    past.line().file(),
                    past.line().buildId(),
                    List.of());
            RunResult result = repeat(header);
            List<String> digests =
                    result.variants().stream().map(VariantResult::digest).toList();
            if (!digests.equals(past.line().digests())) {
                surroundings
                        .err()
                        .print("biplane: the repeated run took another course: trace " + digests
                                + ", recorded " + past.line().digests()
                                + "; nothing was written\n");
                return ExitCode.DIVERGED.number();
            }
            for (ReportWriter writer : writers) {
                writer.write(result, folder);
            }
            return ExitCode.of(result.verdict()).number();
        } catch (InvalidScenario invalid) {
            Problems problems = new Problems(surroundings, consoleFlags);
            problems.add(invalid.problems());
            problems.print();
            return ExitCode.BAD_SCENARIO.number();
        }
    }

    private List<ReportWriter> writers() {
        List<ReportWriter> installed = ReportWriter.installed();
        List<String> known = installed.stream().map(ReportWriter::format).toList();
        for (String format : formats) {
            if (!known.contains(format)) {
                throw CommandFailure.usage("there is no report format '" + format + "'; known: "
                        + String.join(", ", known));
            }
        }
        return installed.stream()
                .filter(writer -> formats.isEmpty() || formats.contains(writer.format()))
                .toList();
    }

    /** Runs in a folder of its own, so that the recorded history stays as it is. */
    private RunResult repeat(RunHeader header) throws IOException {
        Path aside = Files.createTempDirectory("biplane-report");
        try {
            RunRequest request = new RunRequest(
                    header, aside, 1_000_000_000L, surroundings.interruption()::isRequested);
            return surroundings.engine().get().run(request, RunObserver.NONE);
        } finally {
            delete(aside);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
