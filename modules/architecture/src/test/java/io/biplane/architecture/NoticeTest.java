package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** NOTICE names what is on the class path, and nothing that is not. */
class NoticeTest {
    private static final Path NOTICE = Path.of("..", "..", "NOTICE");
    /** A jar's file name: artifact, Scala version where there is one, version. */
    private static final Pattern JAR =
            Pattern.compile("(?<artifact>[a-zA-Z][\\w.-]*?)(?:_2\\.13)?-\\d[\\w.-]*\\.jar");

    private static final Pattern AKKA = Pattern.compile("\\bakka-[a-z0-9-]+\\b");
    /** What only these tests use; NOTICE names it by family. */
    private static final List<String> TEST_FAMILIES =
            List.of("junit-", "archunit", "assertj-", "logback-", "slf4j-");

    @Test
    void every_library_on_the_class_path_is_named() throws IOException {
        String notice = Files.readString(NOTICE, StandardCharsets.UTF_8);
        List<String> missing = artifacts().stream()
                .filter(artifact -> TEST_FAMILIES.stream().noneMatch(artifact::startsWith))
                .filter(artifact -> !names(notice, artifact))
                .toList();
        assertThat(missing).as("libraries that NOTICE does not name").isEmpty();
    }

    @Test
    void every_akka_artifact_that_is_named_is_on_the_class_path() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        Matcher words = AKKA.matcher(Files.readString(NOTICE, StandardCharsets.UTF_8));
        while (words.find()) {
            named.add(words.group());
        }
        List<String> present = artifacts().stream()
                .filter(artifact -> artifact.startsWith("akka-"))
                .toList();
        assertThat(named).containsExactlyElementsOf(present);
    }

    private static boolean names(String notice, String artifact) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(artifact) + "(?![\\w-])")
                .matcher(notice)
                .find();
    }

    private static TreeSet<String> artifacts() {
        TreeSet<String> artifacts = new TreeSet<>();
        String path = System.getProperty("java.class.path");
        Stream.of(path.split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .map(JAR::matcher)
                .filter(Matcher::matches)
                .map(jar -> jar.group("artifact"))
                .filter(artifact -> !artifact.startsWith("biplane-"))
                .filter(artifact -> !artifact.startsWith("surefire"))
                .forEach(artifacts::add);
        assertThat(artifacts).as("the class path is readable").contains("akka-actor");
        return artifacts;
    }
}
