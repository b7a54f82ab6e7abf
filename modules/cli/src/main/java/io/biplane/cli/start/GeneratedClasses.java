package io.biplane.cli.start;

import net.openhft.chronicle.values.Values;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Generates and compiles, once and for all processes, the class that Chronicle Map makes with the first map of a process: the view of
 * a map's header. Chronicle Values looks for it on the class path before it generates it, so that a jar with it is all there is to do.
 *
 * <p>Where there is no compiler its class for compiling refuses to be loaded although nothing is left to compile. It looks for one by
 * name, so the jar has one of that name, which is seen only where there is none and is never asked.
 *
 * <p>Source: {@code ValueModel.createClass} of chronicle-values and {@code CompilerUtils.reset} of Java-Runtime-Compiler.
 */
final class GeneratedClasses {
    private static final String STATE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";
    private static final String VALUES = "net.openhft.chronicle.values.";
    private static final String SUFFIX = "$$Native";

    private static final String NO_COMPILER = """
            package com.sun.tools.javac.api;
            public final class JavacTool {
                public static javax.tools.JavaCompiler create() {
                    return null;
                }
            }
            """;

    private GeneratedClasses() {}

    /**
     * Writes the jar.
     *
     * @param classPath on which Chronicle Map is
     * @throws IllegalStateException when this Java has no compiler, or Chronicle Values is not the one this was written for
     */
    static void write(Path jar, String classPath) throws IOException {
        Path folder = Files.createTempDirectory("biplane-generated");
        try {
            Path state = source(folder, STATE + SUFFIX, stateSource());
            Path none = source(folder, "com.sun.tools.javac.api.JavacTool", NO_COMPILER);
            Path classes = Files.createDirectory(folder.resolve("classes"));
            String out = classes.toString();
            compile(state, List.of("-proc:none", "-nowarn", "-cp", classPath, "-d", out));
            // The package is one of the compiler's own module, which therefore must not be seen.
            compile(none, List.of("--limit-modules", "java.base,java.compiler", "-d", out));
            pack(classes, jar);
        } finally {
            delete(folder);
        }
    }

    /** What Chronicle Values would compile. Its generator is not public; this runs once a build, not in a command. */
    private static String stateSource() {
        try {
            Class<?> state = Class.forName(STATE);
            if (!Values.isValueInterfaceOrImplClass(state)) {
                throw new IllegalStateException(STATE + " is no value interface");
            }
            Class<?> models = Class.forName(VALUES + "ValueModel");
            Method acquire = models.getDeclaredMethod("acquire", Class.class);
            Method generate = Class.forName(VALUES + "Generators")
                    .getDeclaredMethod("generateNativeClass", models, String.class);
            acquire.setAccessible(true);
            generate.setAccessible(true);
            return (String) generate.invoke(
                    null, acquire.invoke(null, state), state.getSimpleName() + SUFFIX);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("another version of Chronicle Values", other);
        }
    }

    private static Path source(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void compile(Path source, List<String> options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java cannot compile");
        }
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--release", "17"));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            messages, files, null, all, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("cannot compile " + source + "\n" + messages);
            }
        }
    }

    /** The same classes give the same bytes. */
    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry =
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/'));
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
