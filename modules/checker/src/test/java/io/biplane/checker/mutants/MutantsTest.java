package io.biplane.checker.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;

import io.biplane.checker.Dice;
import io.biplane.checker.linear.LinearizabilityChecker;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

/**
 * A wrong checker is worse than none: breaks the checker's source in one place, compiles it, and
 * has the tests notice. The mutants stand in {@code mutants.txt}.
 */
class MutantsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/biplane/checker");
    private static final Path LIST = Path.of("src/test/resources/mutants.txt");

    @TempDir
    private Path folder;

    /** A change of one place in one file, and who has to notice. */
    record Mutant(String killer, String file, String original, String mutated) {
        @Override
        public String toString() {
            return file + ": " + original + " -> " + mutated;
        }
    }

    static List<Mutant> mutants() throws IOException {
        List<Mutant> mutants = new ArrayList<>();
        String killer = "";
        for (String line : Files.readAllLines(LIST)) {
            if (line.startsWith("killer ")) {
                killer = line.substring("killer ".length());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" ~ ");
                assertThat(parts).as(line).hasSize(3);
                mutants.add(new Mutant(killer, parts[0], parts[1], parts[2]));
            }
        }
        return mutants;
    }

    /** Cheap enough for every build: a mutant that no longer applies shows at once. */
    @Test
    void each_mutant_changes_something_that_stands_there_once() throws Exception {
        assertThat(mutants()).hasSizeGreaterThan(100);
        for (Mutant mutant : mutants()) {
            String text = Files.readString(SOURCES.resolve(mutant.file));
            assertThat(text.split(Pattern.quote(mutant.original), -1))
                    .as("%s has once: %s", mutant.file, mutant.original)
                    .hasSize(2);
        }
    }

    /** About a tenth of them, drawn by {@code -Dbiplane.seed}. */
    static List<Mutant> some_mutants() throws IOException {
        Dice dice = new Dice(Long.getLong("biplane.seed", 1));
        return mutants().stream().filter(mutant -> dice.chance(10)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("some_mutants")
    void some_mutants_are_killed(Mutant mutant) throws Exception {
        isKilled(mutant);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    @Tag("nightly")
    void each_mutant_is_killed(Mutant mutant) throws Exception {
        isKilled(mutant);
    }

    private void isKilled(Mutant mutant) throws Exception {
        Path source = SOURCES.resolve(mutant.file);
        compile(source, Files.readString(source).replace(mutant.original, mutant.mutated));
        assertThat(survives(mutant.killer)).as("the mutant survived").isFalse();
    }

    @Test
    void the_checker_itself_survives() throws Exception {
        Path source = SOURCES.resolve("linear/Search.java");
        compile(source, Files.readString(source));
        assertThat(survives("linear")).isTrue();
        assertThat(survives("objects")).isTrue();
        assertThat(survives("logs")).isTrue();
        assertThat(survives("isolation")).isTrue();
        assertThat(survives("views")).isTrue();
        assertThat(survives("domain")).isTrue();
        assertThat(survives("reading")).isTrue();
    }

    private void compile(Path source, String text) throws IOException {
        Path changed = folder.resolve(source.getFileName());
        Files.writeString(changed, text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String classPath = place(LinearizabilityChecker.class).getPath()
                + java.io.File.pathSeparator
                + place(JsonFactory.class).getPath();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        classPath,
                        "-d",
                        classes.toString(),
                        changed.toString());
        assertThat(code).as("compiles").isZero();
    }

    private boolean survives(String killer) throws Exception {
        URL[] places = {
            folder.resolve("classes").toUri().toURL(),
            place(LinearizabilityChecker.class),
            place(MutantsTest.class)
        };
        try (URLClassLoader loader = new OwnFirst(places)) {
            loader.loadClass(Killers.class.getName()).getMethod(killer).invoke(null);
            return true;
        } catch (InvocationTargetException e) {
            return false;
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Loads the checker and its tests anew, mutant first; all else comes from outside. */
    private static final class OwnFirst extends URLClassLoader {
        OwnFirst(URL[] places) {
            super(places, MutantsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("io.biplane.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
