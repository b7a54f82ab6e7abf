package io.biplane.bench.checker;

import io.biplane.bench.figure.Stopwatch;
import io.biplane.checker.history.Operation;
import io.biplane.checker.suite.Checkers;
import io.biplane.checker.suite.Format;
import io.biplane.checker.suite.Settings;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and checks one history in a virtual machine of its own. */
public final class CheckOne {
    private CheckOne() {}

    /**
     * What it took.
     *
     * @param readNanos CPU time of reading and pairing the file
     * @param checkNanos CPU time of the checker
     * @param heapBytes the most heap in use at any time, garbage included
     */
    record Result(Validity validity, long readNanos, long checkNanos, long heapBytes) {}

    /** Measures in a child with so much heap and one processor. */
    static Result inChild(Path file, String model, int heapMebibytes) throws IOException {
        ProcessBuilder command = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty("java.class.path"),
                CheckOne.class.getName(),
                file.toString(),
                model));
        Process child = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the child said nothing: out of memory?");
            }
            String[] words = line.split(" ");
            return new Result(
                    Validity.valueOf(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]));
        }
    }

    /** The child: file and model. */
    public static void main(String[] arguments) throws Exception {
        Stopwatch reading = Stopwatch.start();
        List<Operation> history;
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            history = Format.of(arguments[0]).read(file, event -> true);
        }
        long readNanos = reading.cpuNanos();
        Stopwatch checking = Stopwatch.start();
        Verdict verdict =
                Checkers.find(arguments[1]).orElseThrow().check(history, Settings.DEFAULT);
        long checkNanos = checking.cpuNanos();
        long heapBytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heapBytes += pool.getPeakUsage().getUsed();
            }
        }
        System.out.println(
                verdict.validity() + " " + readNanos + " " + checkNanos + " " + heapBytes);
    }
}
