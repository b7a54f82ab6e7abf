package io.biplane.bench.determinism;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One run to be made.
 *
 * @param file of the scenario
 * @param text checksum of the file's text: what was found with another text is not taken over
 * @param seed of the run
 */
record Job(Path file, String text, long seed) {
    private static final String SEPARATOR = "\t";

    /** The job of a file as it stands. */
    static Job of(Path file, long seed) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return new Job(file, Long.toHexString(sum.getValue()), seed);
    }

    /** The job that {@link #line} wrote. */
    static Job parse(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a job: " + line);
        }
        return new Job(Path.of(parts[0]), parts[1], Long.parseLong(parts[2]));
    }

    /** Identifies the job, on one line. */
    String line() {
        return file + SEPARATOR + text + SEPARATOR + seed;
    }

    /** For people. */
    String name() {
        return file.getFileName() + " seed " + seed;
    }

    /** Writes a list of jobs. */
    static void write(Path to, List<Job> jobs) throws IOException {
        Files.write(to, jobs.stream().map(Job::line).toList(), StandardCharsets.UTF_8);
    }

    /** Reads a list of jobs. */
    static List<Job> read(Path from) throws IOException {
        return Files.readAllLines(from, StandardCharsets.UTF_8).stream()
                .map(Job::parse)
                .toList();
    }
}
