package io.biplane.architecture.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A scenario that cannot fail proves nothing: breaks the mechanism each delivered one is about, and has it notice. Every run is a process
 * of its own with the changed class first on its class path, two at a time. Takes about ten minutes:
 *
 * <pre>
 * mvn test -Pnightly -pl modules/architecture -am -Dtest=ScenarioMutantsTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p>{@code -Dbiplane.mutants=REGULAR-EXPRESSION} runs those only in whose scenario and description it is found. The table at the end stands in {@code
 * target/scenario-mutants.txt} too.
 */
class ScenarioMutantsTest {
    private static final Path REPORT = Path.of("target", "scenario-mutants.txt");
    private static final int AT_ONCE = 2;
    private static final long PATIENCE_MINUTES = 15;

    @TempDir
    private Path folder;

    private final AtomicInteger done = new AtomicInteger();

    /** What a run printed, and what of it was missed. */
    private record Judged(
            ScenarioMutant mutant, List<String> missed, List<String> printed, double seconds) {
        boolean isNoticed() {
            return missed.isEmpty();
        }
    }

    @Test
    @Tag("nightly")
    void each_delivered_scenario_notices_what_it_is_about() throws Exception {
        Pattern only = Pattern.compile(System.getProperty("biplane.mutants", ""));
        List<ScenarioMutant> mutants = ScenarioMutant.all().stream()
                .filter(mutant -> only.matcher(mutant.toString()).find())
                .toList();
        List<Callable<Judged>> runs = new ArrayList<>();
        for (ScenarioMutant mutant : mutants) {
            Path own = Files.createDirectories(folder.resolve(String.valueOf(runs.size())));
            runs.add(() -> judge(mutant, own, mutants.size()));
        }
        List<Judged> judged = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Judged> run : threads.invokeAll(runs)) {
                judged.add(run.get());
            }
        } finally {
            threads.shutdownNow();
        }
        String table = table(judged);
        Files.writeString(REPORT, table);
        System.out.print("\n" + table);
        assertThat(judged).filteredOn(one -> !one.isNoticed()).isEmpty();
    }

    private Judged judge(ScenarioMutant mutant, Path own, int count) throws Exception {
        long begun = System.nanoTime();
        List<String> printed = run(mutant, own);
        List<String> missed = mutant.fails().stream()
                .filter(pattern ->
                        printed.stream().noneMatch(line -> pattern.matcher(line).find()))
                .map(Object::toString)
                .toList();
        Judged judged = new Judged(mutant, missed, printed, (System.nanoTime() - begun) / 1e9);
        System.out.printf(
                Locale.ROOT,
                "%2d/%d %s %5.0fs %s%n",
                done.incrementAndGet(),
                count,
                missed.isEmpty() ? "noticed" : "MISSED ",
                judged.seconds(),
                mutant);
        return judged;
    }

    private static List<String> run(ScenarioMutant mutant, Path own) throws Exception {
        String classPath = System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
        Path classes = Files.createDirectories(own.resolve("classes"));
        if (!Sources.compile(mutant, own, classes, classPath)) {
            return List.of("does not compile");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-")
                        || argument.startsWith("-Dchronicle")
                        || argument.startsWith("-Dfile.encoding"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx3g", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", classes + File.pathSeparator + classPath));
        command.add(MutantRun.class.getName());
        Path file = Sources.ROOT.resolve("scenarios").resolve(mutant.scenario() + ".yaml");
        command.addAll(List.of(file.toString(), String.valueOf(mutant.seed()), mutant.variant()));
        command.add(Files.createDirectories(own.resolve("run")).toString());
        Path printed = own.resolve("printed.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(own.resolve("errors.txt").toFile())
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(printed));
        if (lines.isEmpty()) {
            lines.addAll(Files.readAllLines(own.resolve("errors.txt")));
        }
        return lines;
    }

    private static String table(List<Judged> judged) {
        StringBuilder text = new StringBuilder();
        for (Judged one : judged) {
            text.append(one.isNoticed() ? "noticed  " : "MISSED   ")
                    .append(one.mutant())
                    .append('\n');
            one.missed()
                    .forEach(
                            missed -> text.append("    missed  ").append(missed).append('\n'));
            one.printed().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        long noticed = judged.stream().filter(Judged::isNoticed).count();
        return text + String.format(Locale.ROOT, "%d of %d noticed%n", noticed, judged.size());
    }
}
