package io.biplane.bench.determinism;

import io.biplane.testbed.fingerprint.RunFingerprint.Ending;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is known of a sweep's jobs from the logs of its JVMs: which were made, how they ended, where
 * two logs part.
 */
final class Findings {
    private static final String ROW = "%-42s %6s %6s %6s %6s %6s %6s %6s";

    private final List<Job> jobs;

    /** One for each JVM; by job. */
    private final List<Map<String, SweepLog.Entry>> logs;

    Findings(List<Job> jobs, List<Map<String, SweepLog.Entry>> logs) {
        this.jobs = List.copyOf(jobs);
        this.logs = List.copyOf(logs);
    }

    /** What is told of a job; a difference names its lines. */
    record Finding(Job job, String text) {}

    /** Jobs that one JVM has done. */
    long doneBy(int jvm) {
        return jobs.stream()
                .filter(job -> logs.get(jvm).containsKey(job.line()))
                .count();
    }

    /** Jobs that two JVMs have done. */
    long compared() {
        return jobs.stream().filter(job -> entries(job).size() > 1).count();
    }

    /** Jobs that differ between the JVMs, in order. */
    List<Finding> differences() {
        List<Finding> found = new ArrayList<>();
        for (Job job : jobs) {
            difference(job)
                    .ifPresent(lines -> found.add(new Finding(
                            job,
                            job.name() + " differs\n    one JVM:   " + lines.get(0)
                                    + "\n    the other: " + lines.get(1))));
        }
        return found;
    }

    private Optional<List<String>> difference(Job job) {
        List<SweepLog.Entry> entries = entries(job);
        return entries.size() < 2
                ? Optional.empty()
                : entries.get(0).firstDifference(entries.get(1));
    }

    /** Jobs that did not pass, in order, with what was found in the first JVM that made them. */
    List<Finding> complaints() {
        List<Finding> found = new ArrayList<>();
        for (Job job : jobs) {
            entries(job).stream()
                    .filter(entry -> entry.ending() != Ending.PASSED)
                    .findFirst()
                    .ifPresent(entry -> found.add(new Finding(job, text(job, entry))));
        }
        return found;
    }

    private static String text(Job job, SweepLog.Entry entry) {
        StringBuilder text = new StringBuilder(job.name()).append(' ').append(entry.ending());
        entry.lines().stream()
                .filter(line -> line.startsWith("complaint ") || line.startsWith("crashed "))
                .forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }

    /** Whether a run ended in a crash. */
    boolean anyCrash() {
        return count(jobs, Ending.CRASHED) > 0;
    }

    private List<SweepLog.Entry> entries(Job job) {
        return logs.stream()
                .map(log -> Optional.ofNullable(log.get(job.line())))
                .flatMap(Optional::stream)
                .toList();
    }

    private long count(List<Job> of, Ending ending) {
        return of.stream()
                .filter(job -> entries(job).stream().anyMatch(entry -> entry.ending() == ending))
                .count();
    }

    /** The table: a row a file, a sum. */
    void print(Consumer<String> out) {
        out.accept(String.format(
                Locale.ROOT,
                ROW,
                "file",
                "seeds",
                "twice",
                "equal",
                "passed",
                "broken",
                "unkn.",
                "crash"));
        Map<String, List<Job>> byFile = new LinkedHashMap<>();
        jobs.forEach(job -> byFile.computeIfAbsent(job.file().toString(), file -> new ArrayList<>())
                .add(job));
        byFile.forEach((file, own) -> out.accept(row(file, own)));
        out.accept(row("all", jobs));
    }

    private String row(String name, List<Job> of) {
        long made = of.stream().filter(job -> !entries(job).isEmpty()).count();
        long twice = of.stream().filter(job -> entries(job).size() > 1).count();
        long equal = of.stream()
                .filter(job -> entries(job).size() > 1 && difference(job).isEmpty())
                .count();
        return String.format(
                Locale.ROOT,
                ROW,
                name,
                made,
                twice,
                equal,
                count(of, Ending.PASSED),
                count(of, Ending.BROKEN),
                count(of, Ending.UNKNOWN),
                count(of, Ending.CRASHED));
    }
}
