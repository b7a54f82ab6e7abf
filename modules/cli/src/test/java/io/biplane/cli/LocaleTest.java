package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command in virtual machines of other locales: Turkish has an i of its own in upper case,
 * Arabic digits of its own. A run on Chronicle Map says the same to the letter.
 */
class LocaleTest {
    private static final String ON_CHRONICLE = """
            scenario: one node on Chronicle Map
            horizon: 2s
            clusters: { e: { nodes: 1, storage: chronicle, virtual_clusters: { main: { ranges: 2 } } } }
            load: { kv: { workload: kv, clients: 2, rate: 20/s, keys: 5 } }
            expect:
              overall: { kv.errors: 0 }
            """;

    @TempDir
    private Path folder;

    @Test
    void when_theLocaleIsTurkishOrArabic_then_aRunOnChronicleMapSaysTheSame() throws Exception {
        Path file = Files.writeString(folder.resolve("one.yaml"), ON_CHRONICLE);
        String english = run(file, "en", "US");
        assertThat(english).contains("PASSED  one  seed=7");
        assertThat(run(file, "tr", "TR")).isEqualTo(english);
        assertThat(run(file, "ar", "EG")).isEqualTo(english);
    }

    /** What a run prints, less the lines that tell of wall time and of folders. */
    private String run(Path file, String language, String country) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add-") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g"));
        command.addAll(List.of("-Duser.language=" + language, "-Duser.country=" + country));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "run", file.toString(), "--seed", "7"));
        command.addAll(List.of("--out", folder.resolve(language).toString()));
        Path errors = folder.resolve(language + ".err");
        Process child =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(Files.readString(errors)).isZero();
        return out.replaceAll(" in [0-9.]+s wall", "").replaceAll("(?m)^ {2}report .*$", "");
    }
}
