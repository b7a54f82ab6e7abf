package io.biplane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The build's id is a hash of jars, wherever they are named and whether or not it was written down. */
class BuildIdTest {
    @TempDir
    private Path folder;

    private Path command;
    private Path kernel;

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        kernel = Files.writeString(folder.resolve("lib/biplane-kernel-1.jar"), "kernel");
        Files.writeString(folder.resolve("lib/other-1.jar"), "other");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        "start/generated.jar lib/biplane-kernel-1.jar lib/other-1.jar");
        command = folder.resolve("biplane-cli-1.jar");
        new JarOutputStream(Files.newOutputStream(command), manifest).close();
    }

    @Test
    void when_aJarIsNamedByAManifest_then_itCountsAsIfItStoodInTheClassPath() throws Exception {
        String alone = BuildId.of(command.toString());
        assertThat(alone)
                .matches(".*\\+[0-9a-f]{8}")
                .isEqualTo(BuildId.of(command + File.pathSeparator + kernel));
        Files.writeString(kernel, "kernal");
        assertThat(BuildId.of(command.toString())).isNotEqualTo(alone);
    }

    @Test
    void when_theIdWasWrittenDown_then_itIsTakenUntilAJarChanges() throws Exception {
        String first = BuildId.of(command.toString());
        BuildId.remember(command.toString());
        assertThat(BuildId.of(command.toString())).isEqualTo(first);
        Path file = folder.resolve("start/build-id");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("[0-9a-f]{8}", "00000000"));
        assertThat(BuildId.of(command.toString())).as("it was read").endsWith("+00000000");
        Files.writeString(kernel, "another kernel");
        assertThat(BuildId.of(command.toString())).isNotEqualTo(first).doesNotEndWith("+00000000");
    }
}
