package io.biplane.bench.determinism;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs that run this very build, whatever is built meanwhile. */
final class ChildProcess {
    /** As much as the tests have; a run needs a fraction. */
    private static final String MEMORY = "-Xmx3g";

    private ChildProcess() {}

    /**
     * Copies this process's jars, unless they are there already.
     *
     * @param into a folder that belongs to this build
     * @return the class path of the copies
     */
    static String copyJars(Path into) throws IOException {
        Files.createDirectories(into);
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(entry).toAbsolutePath();
            if (!Files.isRegularFile(from)) {
                classPath.add(from.toString());
                continue;
            }
            Path to = into.resolve(from.getFileName()).toAbsolutePath();
            if (!Files.exists(to)) {
                Path partly = into.resolve(from.getFileName() + ".part");
                Files.copy(from, partly, StandardCopyOption.REPLACE_EXISTING);
                move(partly, to);
            }
            classPath.add(to.toString());
        }
        return String.join(File.pathSeparator, classPath);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(from, to);
        }
    }

    /** Starts a child, whose output goes to a file. */
    static Process start(String classPath, Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-")
                        || argument.startsWith("-Dchronicle")
                        || argument.startsWith("-Dfile.encoding"))
                .forEach(command::add);
        command.addAll(List.of(MEMORY, "-XX:+UseSerialGC", "-cp", classPath));
        command.add(SweepChild.class.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }
}
