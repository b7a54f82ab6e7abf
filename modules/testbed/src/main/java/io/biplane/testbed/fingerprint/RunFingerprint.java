package io.biplane.testbed.fingerprint;

import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.ScenarioEngine.RunCrashed;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * What a run came to, in lines that two processes can compare.
 *
 * @param ending how it ended
 * @param lines verdict, digest and event count of each variant, what is in {@code complaints}, and
 *     a hash of each file, which must repeat byte for byte
 * @param complaints what did not hold, a line each; empty when the run passed
 * @param crash what stopped the run, when it did not end by itself
 */
public record RunFingerprint(
        Ending ending, List<String> lines, List<String> complaints, Optional<RunCrashed> crash) {
    /** How a run ended. */
    public enum Ending {
        /** Everything that was expected held. */
        PASSED,
        /** Something expected did not hold. */
        BROKEN,
        /** Something could not be decided. */
        UNKNOWN,
        /** An invariant of the simulator broke, or its code failed. */
        CRASHED;

        static Ending of(Verdict verdict) {
            return switch (verdict) {
                case PASSED -> PASSED;
                case FAILED -> BROKEN;
                case INCONCLUSIVE, INTERRUPTED -> UNKNOWN;
            };
        }
    }

    public RunFingerprint {
        lines = lines.stream().map(RunFingerprint::oneLine).toList();
        complaints = complaints.stream().map(RunFingerprint::oneLine).toList();
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    /**
     * Runs a file with a seed.
     *
     * @param folder for the run's files; is empty, and removed at the end
     */
    public static RunFingerprint of(Path file, long seed, Path folder)
            throws IOException, InvalidScenario {
        return of(file, seed, folder, Runnable::run);
    }

    /** The same, with its variants on the executor's threads. */
    public static RunFingerprint of(Path file, long seed, Path folder, Executor executor)
            throws IOException, InvalidScenario {
        try {
            ScenarioFile scenario = ScenarioFile.load(file, Overrides.NONE);
            return of(WholeRun.of(scenario, seed, folder, RunObserver.NONE, executor), folder);
        } catch (RunCrashed crash) {
            return of(crash);
        } finally {
            remove(folder);
        }
    }

    private static RunFingerprint of(RunResult result, Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            lines.add("variant " + name(variant) + " " + variant.verdict() + " digest "
                    + variant.digest() + " events " + variant.eventCount());
        }
        List<String> complaints = complaints(result);
        complaints.forEach(complaint -> lines.add("complaint " + complaint));
        for (Path written : files(folder)) {
            lines.add("file " + folder.relativize(written) + " " + sha256(written));
        }
        return new RunFingerprint(Ending.of(result.verdict()), lines, complaints, Optional.empty());
    }

    private static RunFingerprint of(RunCrashed crash) {
        String complaint = "crashed in variant " + crash.variant().label() + " at "
                + crash.virtualNanos() + " ns, event " + crash.eventNumber() + ": "
                + crash.getMessage();
        List<String> only = List.of(complaint);
        return new RunFingerprint(Ending.CRASHED, only, only, Optional.of(crash));
    }

    private static List<String> complaints(RunResult result) {
        List<String> complaints = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            for (CheckResult check : variant.checks()) {
                if (check.outcome() != Outcome.HELD) {
                    complaints.add(name(variant) + " " + check.outcome() + " " + check.name() + ": "
                            + check.detail());
                }
            }
            for (ThresholdResult threshold : variant.thresholds()) {
                if (threshold.outcome() != Outcome.HELD) {
                    complaints.add(name(variant) + " " + threshold.outcome() + " "
                            + threshold.threshold().text() + " [" + threshold.step() + "]: "
                            + threshold.measured());
                }
            }
            variant.notes().forEach(note -> complaints.add(name(variant) + " note " + note));
        }
        return complaints;
    }

    private static String name(VariantResult variant) {
        String label = variant.variant().label();
        return label.isEmpty() ? "only" : label;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)), 0, 8);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** Many runs would fill the disk. */
    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException kept) {
                    throw new UncheckedIOException(kept);
                }
            });
        }
    }
}
