package io.biplane.scenario.runner;

import io.biplane.scenario.fingerprint.RunFingerprint;

import java.nio.file.Path;
import java.util.List;

/** The second process of the double run. */
final class FingerprintPrinter {
    private FingerprintPrinter() {}

    /** Prints the lines of files with seeds from 1 on: {@code FOLDER SEEDS FILE…}. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int seeds = Integer.parseInt(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            for (int seed = 1; seed <= seeds; seed++) {
                RunFingerprint run = RunFingerprint.of(file, seed, folder.resolve(i + "-" + seed));
                lines(file, seed, run).forEach(System.out::println);
            }
        }
    }

    /** A run's lines with the run's name before each. */
    static List<String> lines(Path file, int seed, RunFingerprint run) {
        return run.lines().stream()
                .map(line -> file.getFileName() + " seed " + seed + " " + line)
                .toList();
    }
}
