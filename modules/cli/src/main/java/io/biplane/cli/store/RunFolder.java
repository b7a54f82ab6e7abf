package io.biplane.cli.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The folder of one run.
 *
 * @param root the store
 * @param path below it; exists
 */
public record RunFolder(Path root, Path path) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT);

    /** A new folder, to which {@code current} points. */
    public static RunFolder create(Path root, String scenario, long seed, Instant now)
            throws IOException {
        String base = TIME.format(now.atOffset(ZoneOffset.UTC)) + "-s" + seed;
        Path parent = root.resolve(scenario);
        Files.createDirectories(parent); // what it returns is absolute if it had to be made
        Path path = parent.resolve(base);
        for (int copy = 2; Files.exists(path); copy++) {
            path = parent.resolve(base + "-" + copy);
        }
        Files.createDirectory(path);
        RunFolder folder = new RunFolder(root, path);
        folder.link("current");
        return folder;
    }

    /** Lets {@code latest} point here: the run is complete. */
    public void complete() throws IOException {
        link("latest");
    }

    private void link(String name) throws IOException {
        Path target = root.relativize(path);
        Path link = root.resolve(name);
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException noLinks) {
            Files.writeString(root.resolve(name + ".txt"), target + "\n", StandardCharsets.UTF_8);
        }
    }

    /** Writes a file of the folder. */
    public void write(String name, String text) throws IOException {
        Files.writeString(path.resolve(name), text, StandardCharsets.UTF_8);
    }

    /** Adds a line, with the wall-clock time, to {@code biplane.log}. */
    public void log(Instant now, String text) throws IOException {
        Files.writeString(
                path.resolve("biplane.log"),
                now + " " + text + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
