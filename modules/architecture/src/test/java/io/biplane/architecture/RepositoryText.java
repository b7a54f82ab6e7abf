package io.biplane.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The text of everything in the repository that people write: sources, documents, scenarios. */
final class RepositoryText {
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final List<String> TOP =
            List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE", "biplane", "pom.xml");
    private static final List<String> FOLDERS = List.of("docs", "scenarios", "modules");
    private static final List<String> ENDINGS = List.of(
            ".java", ".md", ".txt", ".yaml", ".conf", ".g4", ".xml", ".json", ".slt", ".test");

    private RepositoryText() {}

    /** Each file's text by its path from the root, in the order of paths; no build output. */
    static TreeMap<String, String> all() {
        TreeMap<String, String> texts = new TreeMap<>();
        TOP.forEach(name -> texts.put(name, read(ROOT.resolve(name))));
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                        .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                        .filter(file -> !file.contains("/target/"))
                        .forEach(file -> texts.put(file, read(ROOT.resolve(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
