package io.biplane.scenario.runner;

import io.biplane.scenario.result.RunObserver;
import io.biplane.scenario.result.RunResult;
import io.biplane.scenario.result.VariantResult;

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
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * What a run came to, in lines that two processes can compare: verdict and digest of each variant,
 * and a hash of each file that must repeat byte for byte.
 *
 * @param result of the run, for its verdict and what it found broken
 * @param lines one for each variant and file
 */
record RunFingerprint(RunResult result, List<String> lines) {
    /** Runs a file with a seed into an empty folder, its variants on the executor's threads. */
    static RunFingerprint of(Path file, long seed, Path folder, Executor executor)
            throws Exception {
        RunResult result = ScenarioRuns.file(file, seed, folder, RunObserver.NONE, executor);
        String name = file.getFileName() + " seed " + seed + " ";
        List<String> lines = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            lines.add(name + variant.variant() + " " + variant.verdict() + " digest "
                    + variant.digest() + " events " + variant.eventCount());
        }
        for (Path written : files(folder)) {
            lines.add(name + folder.relativize(written) + " " + sha256(written));
        }
        return new RunFingerprint(result, List.copyOf(lines));
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

    /**
     * Prints the lines of files with seeds from 1 on: {@code FOLDER SEEDS FILE…}. The second process
     * of the double run. It runs the variants of a scenario at the same time, the first one after
     * another, so that equal lines show that they share nothing.
     */
    public static void main(String[] arguments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Path folder = Path.of(arguments[0]);
        int seeds = Integer.parseInt(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            for (int seed = 1; seed <= seeds; seed++) {
                Path own = folder.resolve(i + "-" + seed);
                of(Path.of(arguments[i]), seed, own, threads).lines().forEach(System.out::println);
                delete(own);
            }
        }
        threads.shutdown();
    }

    /** Nightly runs would fill the disk. */
    static void delete(Path folder) throws IOException {
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
