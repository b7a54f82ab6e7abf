package io.biplane.bench.determinism;

import io.biplane.testbed.fingerprint.RunFingerprint;
import io.biplane.testbed.fingerprint.RunFingerprint.Ending;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one JVM found, in a file that grows by whole jobs:
 *
 * <pre>
 * begin JOB
 * &lt;the fingerprint's lines, two blanks before each&gt;
 * end ENDING
 * </pre>
 *
 * A job without its end was cut short with its process, and counts as not done.
 */
final class SweepLog {
    private static final String BEGIN = "begin ";
    private static final String END = "end ";
    private static final String INDENT = "  ";

    private final Path file;

    SweepLog(Path file) {
        this.file = file;
    }

    /** Where it is. */
    Path path() {
        return file;
    }

    /** What a job came to. */
    record Entry(Ending ending, List<String> lines) {
        Entry {
            lines = List.copyOf(lines);
        }

        /** Where this and another part: the lines there, or empty when they are equal. */
        Optional<List<String>> firstDifference(Entry other) {
            int longer = StrictMath.max(lines.size(), other.lines.size());
            for (int i = 0; i < longer; i++) {
                String mine = i < lines.size() ? lines.get(i) : "(no such line)";
                String theirs = i < other.lines.size() ? other.lines.get(i) : "(no such line)";
                if (!mine.equals(theirs)) {
                    return Optional.of(List.of(mine, theirs));
                }
            }
            return Optional.empty();
        }
    }

    /** Adds a job that is done. */
    void append(Job job, RunFingerprint run) throws IOException {
        StringBuilder text = new StringBuilder();
        if (isTorn()) {
            text.append('\n');
        }
        text.append(BEGIN).append(job.line()).append('\n');
        run.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
        text.append(END).append(run.ending()).append('\n');
        Files.writeString(
                file,
                text,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private boolean isTorn() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        byte[] all = Files.readAllBytes(file);
        return all[all.length - 1] != '\n';
    }

    /** Everything done so far, by {@link Job#line}. */
    Map<String, Entry> read() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return entries;
        }
        String job = "";
        List<String> lines = new ArrayList<>();
        for (String line : whole(Files.readString(file, StandardCharsets.UTF_8))) {
            if (line.startsWith(BEGIN)) {
                job = line.substring(BEGIN.length());
                lines = new ArrayList<>();
            } else if (line.startsWith(INDENT)) {
                lines.add(line.substring(INDENT.length()));
            } else if (line.startsWith(END) && !job.isEmpty()) {
                entries.put(job, new Entry(Ending.valueOf(line.substring(END.length())), lines));
                job = "";
            }
        }
        return entries;
    }

    /** Lines with their ends; the last one may be half written. */
    private static List<String> whole(String text) {
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : text.substring(0, end).lines().toList();
    }
}
