package io.biplane.cli.start;

import io.biplane.cli.BuildId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what makes the next start faster. The launcher runs it once, at the end of a build, with the command's class path. */
public final class StartFiles {
    private StartFiles() {}

    /**
     * Writes {@code generated.jar} and {@code build-id}.
     *
     * @param arguments the folder {@code start} beside the command's jar
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String classPath = System.getProperty("java.class.path", "");
        Files.createDirectories(folder);
        GeneratedClasses.write(folder.resolve("generated.jar"), classPath);
        BuildId.remember(classPath);
    }
}
