package io.biplane.storage.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import io.biplane.kernel.sim.Simulation;
import io.biplane.storage.chronicle.ChronicleSizing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/persistence-plugins.md shows what is delivered, and what it shows works. */
@Isolated
class PersistencePageTest {
    private static final Path PAGE = Path.of("../../docs/persistence-plugins.md");
    private static final Path EXAMPLE =
            Path.of("src/main/java/io/biplane/storage/example/GuestBook.java");

    @TempDir
    Path directory;

    @Test
    void when_theExampleRunsAgain_then_itStillHasTheNamesOfBefore() throws Exception {
        Simulation.prepare(); // its ask must not spoil simulations of other tests in this JVM
        assertThat(sign("Ada")).isEqualTo("Ada\n");
        assertThat(sign("Grace")).isEqualTo("Ada\nGrace\n");
    }

    private String sign(String name) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            GuestBook.main(new String[] {directory.toString(), name});
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_page_shows_the_example() throws Exception {
        List<String> lines = Files.readAllLines(EXAMPLE);
        String code =
                String.join("\n", lines.subList(lines.indexOf(declaration(lines)), lines.size()));
        assertThat(PAGE).content().contains("```java\n" + code + "\n```");
        assertThat(lines).hasSizeLessThanOrEqualTo(70);
    }

    private static String declaration(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("public final class"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_page_names_the_flags_that_the_build_uses() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> flag.startsWith("--add-") || flag.startsWith("-Dchronicle"))
                        .toList())
                .hasSizeGreaterThanOrEqualTo(7)
                .allMatch(page::contains);
    }

    /** Every block of settings on the page is one that the plugins know: no path of it is new to their reference.conf. */
    @Test
    void the_page_sets_only_what_there_is_to_set() throws Exception {
        Matcher blocks = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        Config known = ConfigFactory.load();
        int found = 0;
        while (blocks.find()) {
            found++;
            ConfigFactory.parseString(blocks.group(1))
                    .entrySet()
                    .forEach(setting -> assertThat(known.hasPath(setting.getKey()))
                            .as(setting.getKey())
                            .isTrue());
        }
        assertThat(found).isGreaterThanOrEqualTo(2);
    }

    @Test
    void the_defaults_of_the_settings_are_those_of_the_sizings() {
        Config settings = ConfigFactory.load().getConfig("biplane.persistence");
        assertThat(sizing(settings.getConfig("journal.sizing"))).isEqualTo(ChronicleSizing.JOURNAL);
        assertThat(sizing(settings.getConfig("snapshot-store.sizing")))
                .isEqualTo(ChronicleSizing.SNAPSHOTS);
    }

    private static ChronicleSizing sizing(Config config) {
        return new ChronicleSizing(
                config.getLong("entries"),
                config.getInt("key-bytes"),
                config.getInt("value-bytes"),
                config.getDouble("bloat-factor"));
    }

    /** Who has the plugins' jar must get scala-java8-compat's class, and no second one of that name. */
    @Test
    void the_class_path_of_the_plugins_has_no_stand_in_under_a_librarys_name() throws Exception {
        assertThat(Collections.list(getClass()
                        .getClassLoader()
                        .getResources("scala/concurrent/java8/FuturesConvertersImpl$CF.class")))
                .singleElement()
                .satisfies(
                        original -> assertThat(original.toString()).contains("scala-java8-compat"));
    }
}
