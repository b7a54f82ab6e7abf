package io.biplane.cli.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for a run whose files nobody keeps; removed at the end. */
public record Aside(Path path) implements AutoCloseable {
    /** A new, empty one. */
    public static Aside create() throws IOException {
        return new Aside(Files.createTempDirectory("biplane-aside"));
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(path)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : paths) {
            Files.delete(one);
        }
    }
}
