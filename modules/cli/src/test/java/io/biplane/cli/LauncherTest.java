package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the launcher script asks of the virtual machine. It runs beside a build that is only a
 * folder, with a {@code java} that prints its arguments.
 */
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo 'openjdk version "17.0.1"' >&2
            else
                printf '%s\\n' "$@"
            fi
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void layOut() throws Exception {
        Files.copy(Path.of("..", "..", "biplane"), root.resolve("biplane"));
        Files.createDirectories(root.resolve("modules/cli/target/lib"));
        Files.createFile(root.resolve("modules/cli/target/biplane-cli-0.jar"));
        Path java = root.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, JAVA);
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private List<String> launch(Map<String, String> environment, String... arguments)
            throws Exception {
        Process process = process(environment, arguments).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().toList();
    }

    private ProcessBuilder process(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder("sh", root.resolve("biplane").toString());
        builder.command().addAll(List.of(arguments));
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            builder.environment().remove(variable);
        }
        builder.environment().remove("BIPLANE_JAVA_OPTS");
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().put("BIPLANE_NO_BUILD", "1");
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true);
    }

    @Test
    void when_theUserSaysNothing_then_theCollectorIsSerialAndTheArgumentsComeLast()
            throws Exception {
        List<String> command = launch(Map.of(), "run", "a file.yaml", "--seed", "1");
        assertThat(command).containsOnlyOnce("-XX:+UseSerialGC").contains("-Xmx2g");
        assertThat(command.get(command.size() - 5)).endsWith("/biplane-cli-0.jar");
        assertThat(command).endsWith("run", "a file.yaml", "--seed", "1");
    }

    /** The virtual machine refuses two collectors, wherever the second one comes from. */
    @ParameterizedTest
    @CsvSource({
        "BIPLANE_JAVA_OPTS, -XX:+UseParallelGC",
        "BIPLANE_JAVA_OPTS, -XX:+UseSerialGC",
        "BIPLANE_JAVA_OPTS, -Xlog:gc -XX:+UseG1GC -Xms1g",
        "BIPLANE_JAVA_OPTS, -XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC",
        "JAVA_TOOL_OPTIONS, -XX:+UseZGC",
        "JDK_JAVA_OPTIONS,  -XX:+UseShenandoahGC"
    })
    void when_theUserChoosesACollector_then_noneIsChosenBesides(String variable, String options)
            throws Exception {
        List<String> command = launch(Map.of(variable, options), "run", "x.yaml");
        long collectors = command.stream()
                .filter(option -> option.matches("-XX:\\+Use\\w+GC"))
                .count();
        assertThat(collectors).isEqualTo(variable.equals("BIPLANE_JAVA_OPTS") ? 1 : 0);
        if (variable.equals("BIPLANE_JAVA_OPTS")) {
            assertThat(command).contains(options.split(" "));
        }
    }

    /** Of two such options the virtual machine takes the later. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xmx1g", "-XX:TieredStopAtLevel=4", "-Xshare:off"})
    void when_theUserGivesAnOption_then_itComesBehindTheLaunchersOwn(String option)
            throws Exception {
        List<String> command = launch(Map.of("BIPLANE_JAVA_OPTS", option), "run", "x.yaml");
        String name = option.replaceAll("(-Xmx|[=:]).*", "$1");
        int last = command.indexOf("-jar") - 1;
        assertThat(command.get(last)).isEqualTo(option);
        assertThat(command.subList(0, last)).as(name).anyMatch(other -> other.startsWith("-X"));
    }

    /** Other options end in GC too. */
    @Test
    void when_anOptionOnlyLooksLikeACollector_then_theLauncherStillChooses() throws Exception {
        List<String> command = launch(
                Map.of("BIPLANE_JAVA_OPTS", "-XX:+UseMaximumCompactionOnSystemGC"), "run", "x");
        assertThat(command).contains("-XX:+UseSerialGC");
    }

    private void release(String text) throws Exception {
        Files.writeString(root.resolve("jdk/release"), text);
    }

    private void javaThatIsNotAsked() throws Exception {
        Files.writeString(
                root.resolve("jdk/bin/java"), JAVA.replace("echo 'openjdk", "exit 9; echo '"));
    }

    @Test
    void when_theJdkSaysWhichItIs_then_itIsNotStartedToBeAsked() throws Exception {
        javaThatIsNotAsked();
        release("IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"21.0.2\"\n");
        assertThat(launch(Map.of(), "--version")).endsWith("--version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_292", "11", "16.0.1"})
    void when_theJdkIsTooOld_then_itIsRefused(String version) throws Exception {
        release("JAVA_VERSION=\"" + version + "\"\n");
        Process process = process(Map.of(), "--version").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(70);
        assertThat(text).contains("is too old", "install a JDK 17");
    }

    /** The archive is for the JDK that made it; for any other it would be opened in vain. */
    @Test
    void when_theArchiveIsOfThisJdk_then_itIsUsedAndOfAnotherNot() throws Exception {
        release("JAVA_VERSION=\"17.0.9\"\nJAVA_RUNTIME_VERSION=\"17.0.9+9\"\n");
        Path start = Files.createDirectories(root.resolve("modules/cli/target/start"));
        Files.createFile(start.resolve("classes.jsa"));
        Files.writeString(start.resolve("java"), "17.0.9+9 \n");
        String archive = "-XX:SharedArchiveFile=" + root.toRealPath()
                + "/modules/cli/target/start/classes.jsa";
        Map<String, String> mine = Map.of("BIPLANE_JAVA_OPTS", "-Xshare:off");
        assertThat(launch(mine, "run", "x"))
                .contains(archive)
                .containsSubsequence("-Xshare:auto", "-Xshare:off", "-jar");
        release("JAVA_VERSION=\"17.0.10\"\nJAVA_RUNTIME_VERSION=\"17.0.10+1\"\n");
        assertThat(launch(mine, "run", "x")).doesNotContain(archive);
        Files.delete(start.resolve("classes.jsa"));
        release("JAVA_VERSION=\"17.0.9\"\nJAVA_RUNTIME_VERSION=\"17.0.9+9\"\n");
        assertThat(launch(mine, "run", "x")).doesNotContain(archive);
    }
}
