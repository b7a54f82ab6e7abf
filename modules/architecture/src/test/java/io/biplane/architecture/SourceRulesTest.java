package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sizes, package pages, left-overs: rules that only the source text shows. */
class SourceRulesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final int FILE_LINES_MAX = 500;
    private static final int PACKAGE_FILES_MAX = 20;
    private static final int METHOD_LINES_MAX = 60;
    /** A declaration: modifiers or a type, a name, an opening parenthesis; no call, no enum constant, no assignment. */
    private static final Pattern METHOD_START = Pattern.compile(
            "^    (?:    )?(?!.*\\b(?:record|class|interface|enum)\\b)(?!return |new |throw |else |case )(?:[\\w<>\\[\\],.?@&]+ )+\\w+\\((?!.*;$).*");

    private static final Pattern OPEN_TASK =
            Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?! \\(#\\d+\\))");

    @Test
    void every_package_has_a_page() {
        List<String> missing = new ArrayList<>();
        packages().forEach((folder, files) -> {
            if (files.stream().noneMatch(file -> file.endsWith("package-info.java"))) {
                missing.add(folder);
            }
        });
        assertThat(missing).as("packages without package-info.java").isEmpty();
    }

    /** A class in a library's package would stand in the library's way for everybody who has our jar. */
    @Test
    void every_package_is_our_own() {
        assertThat(packages().keySet())
                .allMatch(folder -> folder.contains("/src/main/java/io/biplane/"));
    }

    @Test
    void sizes_stay_within_their_limits_except_what_the_ratchet_lists() {
        List<String> over = new ArrayList<>();
        packages().forEach((folder, files) -> {
            if (files.size() > PACKAGE_FILES_MAX + 1) {
                over.add("package " + folder);
            }
        });
        for (Path file : sources("main")) {
            List<String> lines = lines(file);
            if (lines.size() > FILE_LINES_MAX) {
                over.add("file " + relative(file));
            }
            over.addAll(longMethods(file, lines));
        }
        List<String> ratchet =
                lines(ROOT.resolve("modules/architecture/src/test/resources/ratchet.txt")).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
        assertThat(over.stream().sorted().toList())
                .isEqualTo(ratchet.stream().sorted().toList());
    }

    @Test
    void tasks_left_in_code_name_their_issue() {
        List<String> found = new ArrayList<>();
        for (String set : List.of("main", "test")) {
            for (Path file : sources(set)) {
                if (file.endsWith("SourceRulesTest.java")) {
                    continue;
                }
                List<String> lines = lines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (OPEN_TASK.matcher(lines.get(i)).find()
                            || lines.get(i).contains("@Disabled")
                                    && !lines.get(i).contains("#")) {
                        found.add(relative(file) + ":" + (i + 1));
                    }
                }
            }
        }
        assertThat(found).as("TODO, FIXME or @Disabled without (#issue)").isEmpty();
    }

    @Test
    void the_top_level_holds_what_was_agreed() throws IOException {
        List<String> agreed = List.of(
                "CHANGELOG.md",
                "CONTRIBUTING.md",
                "LICENSE",
                "NOTICE",
                "README.md",
                "biplane",
                "docs",
                "modules",
                "pom.xml",
                "scenarios",
                "simulations",
                "store",
                "target");
        try (Stream<Path> entries = Files.list(ROOT)) {
            assertThat(entries.map(entry -> entry.getFileName().toString())
                            .filter(name -> !name.startsWith("."))
                            .toList())
                    .isSubsetOf(agreed);
        }
    }

    private static List<String> longMethods(Path file, List<String> lines) {
        List<String> found = new ArrayList<>();
        int start = -1;
        String indent = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (start < 0
                    && METHOD_START.matcher(line).matches()
                    && !line.strip().endsWith(";")) {
                start = i;
                indent = line.substring(0, line.length() - line.stripLeading().length());
            } else if (start >= 0 && line.equals(indent + "}")) {
                if (i - start + 1 > METHOD_LINES_MAX) {
                    found.add("method " + relative(file) + " "
                            + lines.get(start).strip().split("\\(")[0]);
                }
                start = -1;
            }
        }
        return found;
    }

    private static Map<String, List<Path>> packages() {
        Map<String, List<Path>> byFolder = new TreeMap<>();
        for (Path file : sources("main")) {
            byFolder.computeIfAbsent(relative(file.getParent()), folder -> new ArrayList<>())
                    .add(file);
        }
        return byFolder;
    }

    private static List<Path> sources(String set) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
            for (Path module : modules.sorted().toList()) {
                Path folder = module.resolve("src").resolve(set).resolve("java");
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.walk(folder)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .sorted()
                                .forEach(found::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String relative(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
