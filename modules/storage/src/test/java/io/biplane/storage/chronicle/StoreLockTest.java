package io.biplane.storage.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.javadsl.Behaviors;

import io.biplane.base.key.Key;
import io.biplane.kernel.sim.Host;
import io.biplane.kernel.sim.HostSpec;
import io.biplane.kernel.sim.Simulation;
import io.biplane.storage.engine.ChronicleEngine;
import io.biplane.storage.engine.Engine;
import io.biplane.storage.engine.WriteBatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A store's files have one user: in this JVM, of several JVMs, and after one was killed. Without the lock, opening waits for ever in Chronicle
 * Map's own; hence the limit.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreLockTest {
    private static final List<String> STORES = List.of("journal", "snapshots", "engine");
    private static final ChronicleSizing SIZING = new ChronicleSizing(1_000, 24, 64, 10);

    @TempDir
    Path directory;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void endChildren() throws Exception {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }

    /** Another JVM with this one's flags and class path, and what it says of each store. */
    private List<String> inChild(List<String> stores, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add-") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StoreHolder.class.getName(), directory.toString()));
        command.addAll(stores);
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        children.add(child);
        BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        while (said.size() < stores.size()) {
            String line = lines.readLine();
            assertThat(line).as("what the child says").isNotNull();
            if (line.equals("open") || line.startsWith("the ")) {
                said.add(line); // others are Chronicle's
            }
        }
        return said;
    }

    @Test
    void when_anotherProcessHasTheStores_then_eachIsRefusedWithOwnerAndRemedyUntilThatOneIsKilled()
            throws Exception {
        assertThat(inChild(STORES)).containsExactly("open", "open", "open");
        Process owner = children.get(0);
        for (String store : STORES) {
            assertThatThrownBy(() -> StoreHolder.open(directory, store))
                    .isInstanceOf(StoreInUseException.class)
                    .hasMessageContaining("the " + store + " in " + directory.toRealPath())
                    .hasMessageContaining("in use by process " + owner.pid() + "@")
                    .hasMessageMatching(".*, since 20\\d\\d-\\d\\d-\\d\\dT[\\d:.]+Z: .*")
                    .hasMessageContaining("end that use, or give each process a directory");
        }
        // What was refused changed nothing: the owner's state file says that it is open.
        assertThat(Files.readAllLines(directory.resolve("journal.state"))).endsWith("open");

        owner.destroyForcibly().waitFor();
        assertThat(directory.resolve("journal.lock")).exists();
        for (String store : STORES) {
            StoreHolder.open(directory, store).close();
        }
    }

    /**
     * POSIX drops a process's locks on a file when the process closes any descriptor of it: a refused second opener must not take the
     * first one's lock along. Only another process can tell.
     */
    @Test
    void when_aSecondStoreOfThisJvmIsRefused_then_theFirstStillKeepsOtherProcessesOut()
            throws Exception {
        try (AutoCloseable first = StoreHolder.open(directory, "journal")) {
            assertThat(first).isNotNull();
            String me =
                    "in use by process " + ManagementFactory.getRuntimeMXBean().getName()
                            + ", actor system journal, since";
            assertThatThrownBy(() -> StoreHolder.open(directory, "journal"))
                    .isInstanceOf(StoreInUseException.class)
                    .hasMessageContaining(me);
            Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
            assertThatThrownBy(() -> StoreHolder.open(link, "journal")).hasMessageContaining(me);
            assertThat(refusalOfAnotherClassLoader()).contains(me);
            assertThat(inChild(List.of("journal", "snapshots")))
                    .satisfiesExactly(
                            refused -> assertThat(refused).contains(me),
                            other -> assertThat(other).isEqualTo("open"));
        }
        StoreHolder.open(directory, "journal").close();
    }

    /** As in an application server: a second copy of the classes, whose table knows nothing of the first's. */
    private String refusalOfAnotherClassLoader() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader = new URLClassLoader(
                path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method acquire = loader.loadClass(StoreLock.class.getName())
                    .getDeclaredMethod("acquire", Path.class, String.class, String.class);
            acquire.setAccessible(true);
            acquire.invoke(null, directory, "journal", "");
            throw new AssertionError("a second copy of the classes has opened it");
        } catch (InvocationTargetException refused) {
            return refused.getCause().getMessage();
        }
    }

    /** What Chronicle Map generates is Java there too, and the process keeps its locale. */
    @ParameterizedTest
    @CsvSource({"tr, TR", "ar, EG"})
    void when_theLocaleIsTurkishOrArabic_then_storesAreMade(String language, String country)
            throws Exception {
        String[] locale = {"-Duser.language=" + language, "-Duser.country=" + country};
        assertThat(inChild(STORES, locale)).containsExactly("open", "open", "open");
        assertThat(Files.readString(directory.resolve("locale")))
                .isEqualTo(language + "_" + country);
    }

    @Test
    void when_theStateFileIsOfAnotherVersion_then_theStoreIsFreeAgainAfterTheFailure()
            throws Exception {
        Files.writeString(directory.resolve("journal.state"), "biplane-map-99\n");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> StoreHolder.open(directory, "journal"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is no state file of this version");
        }
        assertThat(inChild(List.of("snapshots"))).containsExactly("open");
    }

    @Test
    void when_aStoreCannotBeMadeOfTheEntries_then_theyAreGivenBackNotClosedInOrder() {
        assertThatThrownBy(() -> ChronicleEntries.inFile(directory, "journal", SIZING)
                        .load(entries -> {
                            throw new IllegalStateException("unreadable");
                        }))
                .hasMessage("unreadable");
        try (ChronicleEntries again = ChronicleEntries.inFile(directory, "journal", SIZING)) {
            assertThat(again.wasRecovered()).isTrue();
        }
    }

    @Test
    void when_aSimulatedHostIsKilled_then_itsNextProcessRecoversAndTheEndGivesTheFilesBack() {
        Key key = Key.wrap(new byte[] {1});
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            Host host = simulation.addHost("n1", HostSpec.defaults());
            for (int life = 0; life < 3; life++) {
                host.boot(services -> Behaviors.empty());
                Engine engine = ChronicleEngine.openFile(
                        directory, SIZING, host.services().orElseThrow().disk());
                assertThat(engine.local(key).isPresent()).isEqualTo(life > 0);
                // The same process is no successor of itself.
                assertThatThrownBy(() -> ChronicleEngine.openFile(
                                directory, SIZING, host.services().orElseThrow().disk()))
                        .isInstanceOf(StoreInUseException.class);
                engine.apply(WriteBatch.builder().putLocal(key, new byte[] {2}).build());
                host.kill();
            }
        }
        try (ChronicleEntries left = ChronicleEntries.inFile(directory, "engine", SIZING)) {
            assertThat(left.wasRecovered()).isTrue();
        }
    }
}
