package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.Interruption;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.flags.ConsoleFlags;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.cli.store.Aside;
import io.biplane.cli.store.RunDirectory;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.testbed.result.ReportWriter;
import io.biplane.testbed.result.RunHeader;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunRequest;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

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
    private final CliEnvironment surroundings;

    @Parameters(paramLabel = "RUN-DIR", description = "A run's folder.")
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = "html, timeline, svg, json, junit, hdr; all when left out.")
    private List<String> formats = new ArrayList<>();

    @Mixin
    private ConsoleFlags consoleFlags;

    @Mixin
    private HelpFlag help;

    ReportCommand(CliEnvironment surroundings) {
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
                    past.line().overrides());
            surroundings
                    .err()
                    .print("biplane: running " + past.line().file() + " with seed "
                            + past.line().seed() + " again, to write its reports anew\n");
            surroundings.err().flush();
            RunResult result = repeat(header);
            if (surroundings.interruption().isRequested()) {
                surroundings.err().print("biplane: interrupted; nothing was written\n");
                return ExitCode.INTERRUPTED.number();
            }
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
            surroundings
                    .err()
                    .print("biplane: the trace equals the recorded one; wrote "
                            + String.join(
                                    ", ",
                                    writers.stream().map(ReportWriter::format).toList())
                            + " into " + folder + "\n");
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
        try (Aside aside = Aside.create();
                Interruption.Polling polling = surroundings.interruption().poll();
                VariantThreads threads = VariantThreads.of(Math.min(
                        header.scenarios().size(), Runtime.getRuntime().availableProcessors()))) {
            RunRequest request = new RunRequest(
                            header,
                            aside.path(),
                            1_000_000_000L,
                            surroundings.interruption()::isRequested)
                    .on(threads.executor());
            return surroundings.engine().get().run(request, RunObserver.NONE);
        }
    }
}
