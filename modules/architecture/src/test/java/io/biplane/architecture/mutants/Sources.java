package io.biplane.architecture.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/** The product's sources by class, wherever their packages stand, and how they are changed and compiled. */
final class Sources {
    static final Path ROOT = Path.of("..", "..");

    private Sources() {}

    /** The only file of that name below the modules' main sources. */
    static Path of(String type) {
        try (Stream<Path> files = Files.walk(ROOT.resolve("modules"))) {
            List<Path> found = files.filter(file -> file.endsWith(type + ".java")
                            && file.toString().replace('\\', '/').contains("/src/main/java/"))
                    .toList();
            assertThat(found).as("sources of %s", type).hasSize(1);
            return found.get(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static boolean standsOnce(String text, String find) {
        return text.split(Pattern.quote(find), -1).length == 2;
    }

    /** Changed sources of a mutant by class. */
    static Map<String, String> changed(ScenarioMutant mutant) {
        Map<String, String> texts = new TreeMap<>();
        for (ScenarioMutant.Change change : mutant.changes()) {
            String text = texts.computeIfAbsent(change.type(), type -> read(of(type)));
            texts.put(change.type(), text.replace(change.find(), change.replace()));
        }
        return texts;
    }

    /**
     * Compiles the changed sources of a mutant; false when that fails, of which the compiler tells on standard error.
     *
     * @param classes folder that goes before all others on the class path
     */
    static boolean compile(ScenarioMutant mutant, Path folder, Path classes, String classPath)
            throws IOException {
        boolean compiles = true;
        for (Map.Entry<String, String> changed : changed(mutant).entrySet()) {
            Path source = folder.resolve(changed.getKey() + ".java");
            Files.writeString(source, changed.getValue(), StandardCharsets.UTF_8);
            int code = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-encoding",
                            "UTF-8",
                            "-cp",
                            classes + File.pathSeparator + classPath,
                            "-d",
                            classes.toString(),
                            source.toString());
            compiles &= code == 0;
        }
        return compiles;
    }
}
