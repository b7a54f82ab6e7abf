package io.biplane.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
     * @param classPath of this process; jars that a jar's manifest adds to it count as if they stood in it
     */
    public static String of(String classPath) {
        List<Path> jars = jars(classPath);
        return version() + "+"
                + (jars.isEmpty() ? "dev" : remembered(jars).orElseGet(() -> hash(jars)));
    }

    /** Writes the hash down, beside the command's jar, for as long as the jars are what they are. No effect without such a jar. */
    public static void remember(String classPath) throws IOException {
        List<Path> jars = jars(classPath);
        Optional<Path> file = memory(jars);
        if (file.isPresent()) {
            Files.createDirectories(file.get().getParent());
            Files.writeString(file.get(), hash(jars) + "\n" + state(jars), StandardCharsets.UTF_8);
        }
    }

    /** Biplane's jars, in the order of their names. */
    private static List<Path> jars(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .flatMap(path -> Stream.concat(Stream.of(path), added(path).stream()))
                .filter(path -> isOwn(path) && Files.isRegularFile(path))
                .distinct()
                .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                .toList();
    }

    private static boolean isOwn(Path path) {
        return path.getFileName() != null
                && OWN_JAR.matcher(path.getFileName().toString()).matches();
    }

    /** Own jars that the manifest of the command's jar names. */
    private static List<Path> added(Path path) {
        if (!isCommand(path) || !Files.isRegularFile(path)) {
            return List.of();
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            String added = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return added == null
                    ? List.of()
                    : Arrays.stream(added.trim().split("\\s+"))
                            .map(path::resolveSibling)
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isCommand(Path path) {
        return isOwn(path) && path.getFileName().toString().startsWith("biplane-cli-");
    }

    private static Optional<Path> memory(List<Path> jars) {
        return jars.stream()
                .filter(BuildId::isCommand)
                .findFirst()
                .map(jar -> jar.resolveSibling("start").resolve("build-id"));
    }

    /** The hash as it was written down, unless a jar has changed since. */
    private static Optional<String> remembered(List<Path> jars) {
        Optional<Path> file = memory(jars);
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file.get(), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return end >= 0 && text.substring(end + 1).equals(state(jars))
                    ? Optional.of(text.substring(0, end))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** By what a changed jar is known without reading it. */
    private static String state(List<Path> jars) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path jar : jars) {
            BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
            text.append(jar.getFileName())
                    .append(' ')
                    .append(file.size())
                    .append(' ')
                    .append(file.lastModifiedTime().toMillis())
                    .append('\n');
        }
        return text.toString();
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
