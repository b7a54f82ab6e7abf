package io.biplane.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.storage.chronicle.ChronicleEntries;
import io.biplane.storage.chronicle.ChronicleSizing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Maps are made in virtual machines of their own, with and without the jar that a build makes. */
class GeneratedClassesTest {
    /** A Java that can run programs and not compile them. */
    private static final String WITHOUT_COMPILER =
            "--limit-modules=java.base,java.compiler,java.logging,java.management,java.naming,java.xml,jdk.unsupported";

    private static final String WITH_COMPILER =
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED";

    @TempDir
    private Path folder;

    /** Makes a map, uses it, and says whether a compiler was seen at work. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            try (ChronicleEntries entries =
                    ChronicleEntries.inMemory(ChronicleSizing.SIMULATED_ENGINE)) {
                byte[] key = {0, 1};
                entries.put(key, new byte[] {7});
                Optional<byte[]> value = entries.get(key);
                System.out.println("value " + value.orElseThrow()[0]);
            }
        }
    }

    private String child(boolean hasJar, String... options) throws Exception {
        String classPath = System.getProperty("java.class.path");
        Path jar = folder.resolve("generated.jar");
        if (hasJar) {
            GeneratedClasses.write(jar, classPath);
            classPath = jar + File.pathSeparator + classPath;
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "-Dchronicle.analytics.disable=true",
                "-Dchronicle.announcer.disable=true",
                "-Xlog:class+load",
                "-cp",
                classPath,
                Child.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    @Test
    void when_theClassIsThere_then_nothingIsCompiled() throws Exception {
        assertThat(child(true))
                .contains("value 7", "VanillaGlobalMutableState$$Native source: file:")
                .doesNotContain("com.sun.tools.javac.comp.");
    }

    /** Without the jar, as with an older build, the map makes its class itself. */
    @Test
    void when_theClassIsNotThere_then_itIsCompiledAndTheMapWorks() throws Exception {
        assertThat(child(false, WITH_COMPILER)).contains("value 7", "com.sun.tools.javac.comp.");
    }

    @Test
    void when_thisJavaHasNoCompiler_then_theMapWorksAllTheSame() throws Exception {
        assertThat(child(true, WITHOUT_COMPILER)).contains("value 7");
        assertThat(child(false, WITHOUT_COMPILER)).doesNotContain("value 7");
    }
}
