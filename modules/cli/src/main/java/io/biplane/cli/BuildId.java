package io.biplane.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Names the exact build: the version, and a hash of Biplane's jars. Seed and build id together
 * identify a run.
 */
public final class BuildId {
    private static final Pattern OWN_JAR = Pattern.compile("biplane-.*\\.jar");

    private BuildId() {}

    /** Version as Maven has it: {@code 0.1.0-SNAPSHOT}. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = BuildId.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("version", "unknown");
    }

    /**
     * Version and hash: {@code 0.1.0-SNAPSHOT+3fa9c1d2}; {@code +dev} when it does not run from
     * jars.
     *
     * @param classPath of this process
     */
    public static String of(String classPath) {
        List<Path> jars = Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName() != null
                        && OWN_JAR.matcher(path.getFileName().toString()).matches()
                        && Files.isRegularFile(path))
                .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                .toList();
        return version() + "+" + (jars.isEmpty() ? "dev" : hash(jars));
    }

    private static String hash(List<Path> jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path jar : jars) {
                digest.update(Files.readAllBytes(jar));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
