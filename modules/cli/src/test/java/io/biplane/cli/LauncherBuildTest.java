package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * When the launcher script builds, and what it cleans before it does. A {@code mvn} that copies resources as Maven does, and
 * never removes one, stands for Maven; a {@code java} that prints its arguments for Java.
 */
class LauncherBuildTest {
    private static final String MAVEN = """
            #!/bin/sh
            [ "$2" != -v ] || { echo 'Apache Maven 3.9.9'; exit; }
            for module in modules/*; do
                mkdir -p "$module/target/classes"
                cp -R "$module/src/main/resources/." "$module/target/classes"
                touch "$module/target/biplane-${module#modules/}-0.jar"
            done
            mkdir -p modules/cli/target/lib
            """;

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_700_000_000_000L);
    private static final FileTime BUILT = FileTime.fromMillis(1_700_000_900_000L);

    @TempDir
    private Path root;

    @BeforeEach
    void layOut() throws Exception {
        Files.copy(Path.of("..", "..", "biplane"), root.resolve("biplane"));
        write("pom.xml", "<project/>");
        for (String module : List.of("cli", "kv", "sql")) {
            write("modules/" + module + "/pom.xml", "<project/>");
            write("modules/" + module + "/src/main/resources/own.conf", module);
        }
        write("modules/kv/src/main/resources/reference.conf", "names of kv");
        write("jdk/release", "JAVA_VERSION=\"17.0.9\"\n");
        script("jdk/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        script("jdk/bin/javac", "#!/bin/sh\n");
        script("maven/mvn", MAVEN);
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void script(String name, String text) throws IOException {
        assertThat(write(name, text).toFile().setExecutable(true)).isTrue();
    }

    /** Whether the launcher built. */
    private boolean launch() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", root.resolve("biplane").toString(), "--version");
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment()
                .merge(
                        "PATH",
                        "",
                        (path, none) -> root.resolve("maven") + File.pathSeparator + path);
        builder.environment().remove("BIPLANE_NO_BUILD");
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        assertThat(text).endsWith("--version\n");
        return text.contains("building");
    }

    /** All that is there is as old as if it had been built long ago, so that what changes now is newer. */
    private void grow() throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve("modules"))) {
            for (Path each : all.toList()) {
                Files.setLastModifiedTime(each, LONG_AGO);
            }
        }
        Files.setLastModifiedTime(root.resolve("pom.xml"), LONG_AGO);
        Files.setLastModifiedTime(root.resolve("modules/cli/target/.built"), BUILT);
    }

    private Path made(String module, String file) {
        return root.resolve("modules/" + module + "/target/classes/" + file);
    }

    @Test
    void when_nothingHasChanged_then_itBuildsOnce() throws Exception {
        assertThat(launch()).isTrue();
        grow();
        assertThat(launch()).isFalse();
    }

    @Test
    void when_aSourceIsNewer_then_itBuildsAndKeepsWhatWasMade() throws Exception {
        launch();
        grow();
        Files.createFile(made("sql", "kept.class"));
        write("modules/kv/src/main/resources/own.conf", "changed");
        assertThat(launch()).isTrue();
        assertThat(made("kv", "own.conf")).content().isEqualTo("changed");
        assertThat(made("sql", "kept.class")).exists();
    }

    /** As when the names a resource held have moved to another module: found in both, they would break the run. */
    @Test
    void when_aSourceMovesToAnotherModule_then_whatWasMadeOfItIsGone() throws Exception {
        launch();
        grow();
        Files.createFile(made("sql", "kept.class"));
        Files.createFile(made("kv", "Stale.class"));
        Files.move(
                root.resolve("modules/kv/src/main/resources/reference.conf"),
                root.resolve("modules/cli/src/main/resources/reference.conf"));
        assertThat(launch()).isTrue();
        assertThat(made("kv", "reference.conf")).doesNotExist();
        assertThat(made("kv", "Stale.class")).doesNotExist();
        assertThat(made("kv", "own.conf")).exists();
        assertThat(made("cli", "reference.conf")).exists();
        assertThat(made("sql", "kept.class")).as("nothing was lost there").exists();
    }

    @Test
    void when_aSourceIsDeletedAndNothingIsNewer_then_itBuildsAllTheSame() throws Exception {
        launch();
        grow();
        Files.delete(root.resolve("modules/kv/src/main/resources/reference.conf"));
        assertThat(launch()).isTrue();
        assertThat(made("kv", "reference.conf")).doesNotExist();
        grow();
        assertThat(launch()).isFalse();
    }

    /** An editor's own file comes and goes in a folder of sources. */
    @Test
    void when_aFolderChangesAndItsSourcesDoNot_then_itDoesNotBuild() throws Exception {
        launch();
        grow();
        Files.delete(write("modules/kv/src/main/resources/.own.conf.swp", ""));
        assertThat(launch()).isFalse();
    }

    /** Whatever an older launcher, or Maven alone, has left. */
    @Test
    void when_itIsNotKnownWhatABuildWasMadeOf_then_allIsMadeAnew() throws Exception {
        launch();
        grow();
        Files.createFile(made("sql", "Stale.class"));
        Files.delete(root.resolve("modules/cli/target/.layout"));
        assertThat(launch()).isTrue();
        assertThat(made("sql", "Stale.class")).doesNotExist();
    }
}
