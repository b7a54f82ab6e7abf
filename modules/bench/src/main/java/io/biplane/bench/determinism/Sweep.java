package io.biplane.bench.determinism;

import io.biplane.cli.BuildId;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code biplane bench determinism}: every scenario file with many seeds, twice, compared.
 *
 * <p>Exit codes: 0 all runs were made and are equal; 1 runs differ; 70 a run crashed, or a JVM did
 * not end well; 2 wrong usage. A run whose expectations were broken is listed, and is no difference.
 */
@Command(
        name = "determinism",
        sortOptions = false,
        description = {
            "Run every scenario file with many seeds, each in two JVMs that go through the list in "
                    + "opposite orders, and compare verdicts, trace digests and files.",
            "Takes hours; goes on where it was stopped."
        })
public final class Sweep implements Callable<Integer> {
    private static final int EXIT_DIFFERENT = 1;
    private static final int EXIT_CRASHED = 70;
    private static final Path SCENARIOS = Path.of("scenarios");
    private static final Path FOLDER = Path.of("target", "determinism");

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "Seeds to run, one or a range. Default: 1..200.")
    private SeedRange seeds = new SeedRange(1, 200);

    @Option(
            names = "--files",
            paramLabel = "GLOB",
            arity = "1..*",
            description = "Only scenario files whose path or name matches: 'faults/*', drain.yaml.")
    private List<String> globs = new ArrayList<>();

    @Option(
            names = "--jvms",
            paramLabel = "N",
            description = "2 compares; 1 only looks for runs that do not pass. Default: 2.")
    private int jvms = 2;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the sweep. Default: target/determinism/BUILD.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private Sweep() {}

    /** Runs the part with its own arguments, and returns how the process should end. */
    public static int run(String[] arguments) {
        return new CommandLine(new Sweep())
                .registerConverter(SeedRange.class, Sweep::seeds)
                .execute(arguments);
    }

    private static SeedRange seeds(String text) {
        try {
            return SeedRange.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.TypeConversionException(wrong.getMessage());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> files = ScenarioFiles.below(SCENARIOS, globs);
        if (files.isEmpty() || jvms < 1 || jvms > 2) {
            System.err.println(
                    files.isEmpty()
                            ? "bench: no scenario file matches " + globs
                            : "bench: --jvms is 1 or 2");
            return CommandLine.ExitCode.USAGE;
        }
        List<Job> jobs = jobs(files);
        Path folder = out.orElseGet(
                () -> FOLDER.resolve(BuildId.of(System.getProperty("java.class.path", ""))));
        Files.createDirectories(folder);
        List<SweepLog> logs = new ArrayList<>();
        List<Process> children = new ArrayList<>();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> children.forEach(Process::destroy), "children"));
        String classPath = ChildProcess.copyJars(folder.resolve("lib"));
        System.out.println("determinism: " + files.size() + " files, "
                + seeds.seeds().size() + " seeds, " + jvms + " JVMs; folder " + folder);
        for (int jvm = 1; jvm <= jvms; jvm++) {
            SweepLog log = new SweepLog(folder.resolve("jvm" + jvm + ".log"));
            logs.add(log);
            start(jobs, jvm, log, folder, classPath).ifPresent(children::add);
        }
        SweepWatch watch = new SweepWatch(jobs, logs, System.out::println);
        watch.until(children);
        return end(watch.read(), children);
    }

    private List<Job> jobs(List<Path> files) throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (long seed : seeds.seeds()) {
            for (Path file : files) {
                jobs.add(Job.of(file, seed));
            }
        }
        return jobs;
    }

    /** Starts what is left to do for a JVM, if anything is. */
    private static Optional<Process> start(
            List<Job> jobs, int jvm, SweepLog log, Path folder, String classPath)
            throws IOException {
        Map<String, SweepLog.Entry> done = log.read();
        List<Job> left = new ArrayList<>(
                jobs.stream().filter(job -> !done.containsKey(job.line())).toList());
        if (jvm == 2) {
            Collections.reverse(left);
        }
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Path list = folder.resolve("jvm" + jvm + ".jobs");
        Job.write(list, left);
        return Optional.of(ChildProcess.start(
                classPath,
                folder.resolve("jvm" + jvm + ".out"),
                List.of(
                        list.toString(),
                        log.path().toString(),
                        folder.resolve("jvm" + jvm + ".runs").toString())));
    }

    private int end(Findings findings, List<Process> children) throws InterruptedException {
        findings.print(System.out::println);
        List<Findings.Finding> differences = findings.differences();
        if (!differences.isEmpty()) {
            System.out.println("the first of " + differences.size() + " differences: "
                    + differences.get(0).text());
            return EXIT_DIFFERENT;
        }
        boolean failed = false;
        for (Process child : children) {
            failed |= child.waitFor() != 0;
        }
        if (failed) {
            System.out.println("a JVM did not end well; its output is in the folder, jvm*.out");
        }
        return failed || findings.anyCrash() ? EXIT_CRASHED : CommandLine.ExitCode.OK;
    }
}
