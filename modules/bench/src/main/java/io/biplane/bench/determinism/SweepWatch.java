package io.biplane.bench.determinism;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits for a sweep's children, and tells what they find as it becomes known. */
final class SweepWatch {
    private static final long LOOK_SECONDS = 5;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<Job> jobs;
    private final List<SweepLog> logs;
    private final Consumer<String> out;
    private final Set<String> told = new LinkedHashSet<>();
    private final long startedAtNanos = System.nanoTime();
    private final List<Long> doneAtStart = new ArrayList<>();
    private long toldAtNanos = startedAtNanos;

    SweepWatch(List<Job> jobs, List<SweepLog> logs, Consumer<String> out) throws IOException {
        this.jobs = jobs;
        this.logs = logs;
        this.out = out;
        Findings before = read();
        for (int jvm = 0; jvm < logs.size(); jvm++) {
            doneAtStart.add(before.doneBy(jvm));
        }
    }

    /** What the logs say now. */
    Findings read() throws IOException {
        List<Map<String, SweepLog.Entry>> read = new ArrayList<>();
        for (SweepLog log : logs) {
            read.add(log.read());
        }
        return new Findings(jobs, read);
    }

    /** Returns when all have ended. */
    void until(List<Process> children) throws IOException, InterruptedException {
        for (Process child : children) {
            while (!child.waitFor(LOOK_SECONDS, TimeUnit.SECONDS)) {
                tell();
            }
        }
        tell();
    }

    private void tell() throws IOException {
        Findings findings = read();
        findings.complaints().forEach(this::once);
        findings.differences().forEach(this::once);
        if (System.nanoTime() - toldAtNanos >= PROGRESS_NANOS) {
            toldAtNanos = System.nanoTime();
            out.accept(progress(findings));
        }
    }

    private void once(Findings.Finding finding) {
        if (told.add(finding.text())) {
            out.accept(finding.text());
        }
    }

    private String progress(Findings findings) {
        StringBuilder text = new StringBuilder("determinism:");
        long leftNanos = 0;
        long elapsedNanos = System.nanoTime() - startedAtNanos;
        for (int jvm = 0; jvm < logs.size(); jvm++) {
            long done = findings.doneBy(jvm);
            long doneNow = StrictMath.max(1, done - doneAtStart.get(jvm));
            leftNanos = StrictMath.max(leftNanos, elapsedNanos / doneNow * (jobs.size() - done));
            text.append(" JVM ").append(jvm + 1).append(' ').append(done).append(" of ");
            text.append(jobs.size()).append(" runs,");
        }
        return text.append(" compared ")
                .append(findings.compared())
                .append(", ")
                .append(clock(elapsedNanos))
                .append(" gone, about ")
                .append(clock(leftNanos))
                .append(" left")
                .toString();
    }

    private static String clock(long nanos) {
        long minutes = TimeUnit.NANOSECONDS.toMinutes(nanos);
        return String.format(Locale.ROOT, "%d:%02d", minutes / 60, minutes % 60);
    }
}
