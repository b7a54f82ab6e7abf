package io.biplane.bench.checker;

import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;
import io.biplane.checker.verdict.Validity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures the checkers on long valid histories and on such as nobody can decide, each in a virtual
 * machine of its own with no more heap than it may need, from a file as a user has it.
 */
public final class CheckerBench {
    private static final int GIBIBYTE = 1024;

    private CheckerBench() {}

    /** One history and what it is held to. */
    private record Case(
            String name,
            String model,
            Made made,
            Validity expected,
            double secondsMax,
            int heapMebibytesMax) {}

    /** Makes a history's file. */
    private interface Made {
        void write(Path file) throws IOException;
    }

    /** Measures. */
    public static void run(Figures figures) {
        try {
            Path folder = Files.createTempDirectory("biplane-bench-checker");
            Path file = folder.resolve("history.jsonl");
            for (Case one : cases()) {
                one.made.write(file);
                measure(figures, one, file);
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> cases() {
        return List.of(
                new Case(
                        "registers, 100,000 operations, 10 keys, 5 % unknown",
                        "registers",
                        file -> MadeHistories.registers(file, 100_000, 10, 0),
                        Validity.VALID,
                        10,
                        GIBIBYTE),
                new Case(
                        "the same on 100 keys, values repeat (by search)",
                        "registers",
                        file -> MadeHistories.registers(file, 100_000, 100, 20),
                        Validity.VALID,
                        10,
                        GIBIBYTE),
                new Case(
                        "registers, 1,000,000 operations, 10,000 keys",
                        "registers",
                        file -> MadeHistories.registers(file, 1_000_000, 10_000, 0),
                        Validity.VALID,
                        20,
                        GIBIBYTE),
                new Case(
                        "list-append, 1,000,000 transactions of 1 to 5",
                        "list-append",
                        file -> MadeHistories.lists(file, 1_000_000, 100),
                        Validity.VALID,
                        30,
                        6 * GIBIBYTE),
                worst("queue, 40 unknown enqueues", "queue", WorstCase::queue),
                worst("queue, long states", "queue", WorstCase::longQueue),
                worst("counter, 2^40 sums", "counter", WorstCase::counter),
                worst("set, 2^40 sets", "linear-set", WorstCase::set),
                worst("register, 90 compare-and-sets", "register", WorstCase::register));
    }

    /** With the limits that are there by default: never hangs, never runs out of memory. */
    private static Case worst(String name, String model, Made made) {
        return new Case("undecidable " + name, model, made, Validity.UNKNOWN, 180, GIBIBYTE);
    }

    private static void measure(Figures figures, Case one, Path file) throws IOException {
        CheckOne.Result result = CheckOne.inChild(file, one.model, one.heapMebibytesMax);
        if (result.validity() != one.expected) {
            throw new IllegalStateException(
                    one.name + ": expected " + one.expected + " but got " + result);
        }
        figures.add(Figure.of(one.name, result.checkNanos() / 1e9, "CPU s").atMost(one.secondsMax));
        if (one.expected == Validity.VALID) {
            figures.add(Figure.of("  its file read", result.readNanos() / 1e9, "CPU s"));
        }
        figures.add(Figure.of("  heap, garbage included", result.heapBytes() / 1048576.0, "MiB")
                .atMost(one.heapMebibytesMax));
    }
}
