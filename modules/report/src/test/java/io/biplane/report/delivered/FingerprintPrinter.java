package io.biplane.report.delivered;

import io.biplane.testbed.fingerprint.RunFingerprint;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The second process of the double run. */
final class FingerprintPrinter {
    private FingerprintPrinter() {}

    /**
     * Prints the lines of files with seeds from 1 on: {@code FOLDER SEEDS FILE…}. It runs the variants of a scenario at the same
     * time, the first process one after another, so that equal lines show that they share nothing.
     */
    public static void main(String[] arguments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Path folder = Path.of(arguments[0]);
        int seeds = Integer.parseInt(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            for (int seed = 1; seed <= seeds; seed++) {
                RunFingerprint run =
                        RunFingerprint.of(file, seed, folder.resolve(i + "-" + seed), threads);
                lines(file, seed, run).forEach(System.out::println);
            }
        }
        threads.shutdown();
    }

    /** A run's lines with the run's name before each. */
    static List<String> lines(Path file, int seed, RunFingerprint run) {
        return run.lines().stream()
                .map(line -> file.getFileName() + " seed " + seed + " " + line)
                .toList();
    }
}
