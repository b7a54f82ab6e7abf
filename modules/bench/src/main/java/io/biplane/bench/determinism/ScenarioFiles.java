package io.biplane.bench.determinism;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** The delivered scenario files, or those that globs choose. */
final class ScenarioFiles {
    private static final String SUFFIX = ".yaml";

    private ScenarioFiles() {}

    /**
     * Files below a folder, sorted.
     *
     * @param globs one of them has to match the path from the working folder, or from {@code root},
     *     or the name; all files when there are none
     */
    static List<Path> below(Path root, List<String> globs) throws IOException {
        List<PathMatcher> matchers = globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(path -> path.toString().endsWith(SUFFIX))
                    .filter(path -> matchers.isEmpty()
                            || matchers.stream().anyMatch(matcher -> isChosen(matcher, root, path)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isChosen(PathMatcher matcher, Path root, Path path) {
        return matcher.matches(path)
                || matcher.matches(root.relativize(path))
                || matcher.matches(path.getFileName());
    }
}
