package io.biplane.report.delivered;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.testbed.fingerprint.RunFingerprint;
import io.biplane.testbed.fingerprint.RunFingerprint.Ending;
import io.biplane.testkit.Golden;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every delivered scenario holds what it promises, and a second process repeats it byte for byte.
 * Seeds: {@code 1} up to {@code -Dbiplane.seeds}, one by default.
 */
final class DeliveredScenariosTest {
    private static final Path SCENARIOS = Path.of("../../scenarios");
    private static final Path DIGESTS = Path.of("src/test/resources/delivered/digests.txt");
    private static final Pattern KEPT = Pattern.compile(" variant | file \\S*(events|history)\\.");
    private static final Pattern README_DIGEST = Pattern.compile(" variant .* digest (\\w+)");
    private static final int SEEDS = Integer.getInteger("biplane.seeds", 1);

    @TempDir
    private static Path folder;

    /** Runs at the same time as this one, on another core, so that the double run costs no time. */
    private static Process second;

    private static Path printed;

    /** All tests look at the same runs. */
    private static final Map<String, RunFingerprint> RUNS = new TreeMap<>();

    @BeforeAll
    static void startSecondProcess() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-")
                        || argument.startsWith("-Dchronicle")
                        || argument.startsWith("-Dfile.encoding"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx3g", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", classPath(), FingerprintPrinter.class.getName()));
        command.add(folder.resolve("second").toString());
        command.add(String.valueOf(SEEDS));
        files().map(Path::toString).forEach(command::add);
        printed = folder.resolve("second.txt");
        second = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(folder.resolve("second.err").toFile())
                .start();
    }

    @AfterAll
    static void endSecondProcess() {
        second.destroy();
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(SCENARIOS)) {
            return walk
                    .filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_delivered_scenario_passes(Path file) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            RunFingerprint run = run(file, seed);

            assertThat(run.complaints()).as("%s with seed %d", file, seed).isEmpty();
            assertThat(run.ending()).as("%s with seed %d", file, seed).isEqualTo(Ending.PASSED);
        }
    }

    @Test
    void a_second_process_repeats_every_run_byte_for_byte() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Path file : files().toList()) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                lines.addAll(FingerprintPrinter.lines(file, seed, run(file, seed)));
            }
        }

        assertThat(second.waitFor())
                .as(Files.readString(folder.resolve("second.err")))
                .isZero();
        assertThat(Files.readAllLines(printed)).isEqualTo(lines);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(4 * SEEDS);
    }

    /** Moves and renames leave digests, events and histories as they are; what changes one says so in CHANGELOG. */
    @Test
    void digests_events_and_histories_are_those_of_the_build_before() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (Path file : files().toList()) {
            FingerprintPrinter.lines(file, 1, run(file, 1)).stream()
                    .filter(line -> KEPT.matcher(line).find())
                    .forEach(line -> lines.append(line).append('\n'));
        }
        Golden.check(DIGESTS, lines.toString());
    }

    /** The digests that the README shows of its command are those of the command. */
    @Test
    void the_readme_shows_the_digests_of_its_run() throws Exception {
        Path file = SCENARIOS.resolve("operations/drain.yaml");
        List<String> digests = FingerprintPrinter.lines(file, 1, run(file, 1)).stream()
                .map(README_DIGEST::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
        String shown = "trace " + String.join(",", digests);
        assertThat(Files.readString(Path.of("../../README.md"))).contains(shown);
        assertThat(Files.readString(Path.of("../../docs/first-run.md"))).contains(shown);
    }

    private static RunFingerprint run(Path file, int seed) throws Exception {
        String key = file + " " + seed;
        RunFingerprint known = RUNS.get(key);
        if (known != null) {
            return known;
        }
        Path own = folder.resolve("first").resolve(String.valueOf(RUNS.size()));
        RunFingerprint run = RunFingerprint.of(file, seed, own);
        RUNS.put(key, run);
        return run;
    }
}
