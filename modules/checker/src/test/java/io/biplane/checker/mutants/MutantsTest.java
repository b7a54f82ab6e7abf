package io.biplane.checker.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;

import io.biplane.checker.linear.LinearizabilityChecker;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.ToolProvider;

/**
 * A wrong checker is worse than none: breaks the checker's source in one place, compiles it, and
 * has the tests notice. Each row is a file, what stands there (once), and what stands there
 * instead.
 */
class MutantsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/biplane/checker");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @Tag("nightly")
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                // Real-time order forgotten: everything begins at once.
                "linear/Part.java ~ {span.invokeIndex(), i} ~ {-1, i}",
                // Only what returns may be linearized, not what is pending beside it.
                "linear/Search.java ~ if (after < 0 || isIdle) { ~ if (after < 0 || isIdle || operation != returning) {",
                // Operations that happen to change nothing are taken early, as the first version
                // did.
                "linear/Search.java ~ part.transitions.get(operation).isReadOnly() ~ next(operation, state) == state",
                // Unknown operations are left out.
                "linear/Search.java ~ if (triedKinds.get(kind)) { ~ if (kind >= 0) {",
                // All unknown operations are taken for the same.
                "linear/Search.java ~ int kind = part.kinds[operation]; ~ int kind = 0;",
                // Memory forgets the state.
                "linear/Search.java ~ visited.add(event, state, bits) ~ visited.add(event, 0, bits)",
                // Memory forgets what was linearized.
                "linear/Search.java ~ visited.add(event, state, bits) ~ visited.add(event, state, new long[bits.length])",
                // What was linearized stays so for the next operation in its slot.
                "linear/Search.java ~ clear(bits, part.slots[~event]); ~ assert event < 0;",
                // Going back does not bring back what had returned.
                "linear/Window.java ~ pending[part.slots[~event]] = ~event; ~ pending[part.slots[~event]] = -1;",
                // Unknown writes count for nothing, even if somebody read them.
                "model/RegisterModel.java ~ asked.contains(write.value) ~ write.value == this",
                // Failed operations count.
                "linear/LinearizabilityChecker.java ~ if (operation.isPossible()) { ~ if (operation.f() != null) {",
                // The smallest failing prefix is not looked for.
                "linear/LinearizabilityChecker.java ~ int fails = ends.length; ~ int fails = 0;",
                "linear/Zones.java ~ return returns.get(fails); ~ return returns.get(returns.size() - 1);",
                // Zones: each of the three conditions.
                "linear/Zones.java ~ forward.get(i).firstReturn < forward.get(i - 1).lastInvoke ~ forward.isEmpty()",
                "linear/Zones.java ~ = around(inner, forward); ~ = Optional.empty();",
                "linear/Zones.java ~ access.returned(end) < write.invoked() ~ end < 0",
                "linear/Zones.java ~ if (cluster.write.isEmpty()) { ~ if (cluster.write.isEmpty() && end < 0) {",
                // Zones: the initial value was there after something had been written.
                "linear/Zones.java ~ first.firstReturn = BEFORE_ALL; ~ first.firstReturn = Operation.Span.NEVER;",
                // Each kind of edge.
                "isolation/ListAppend.java ~ add(graph, writers[i - 1], writers[i], Edges.WW); ~ assert i > 0;",
                "isolation/ListAppend.java ~ add(graph, writers[size - 1], read.txn().id(), Edges.WR); ~ assert size > 0;",
                "isolation/ListAppend.java ~ add(graph, read.txn().id(), writers[size], Edges.RW); ~ assert size >= 0;",
                "isolation/ListAppend.java ~ nodes = addUnseen(graph, list, nodes); ~ assert nodes >= 0;",
                "isolation/RwRegister.java ~ .ifPresent(writer -> add(graph, writer, read.txn(), Edges.WR)); ~ .ifPresent(writer -> {});",
                "isolation/RwRegister.java ~ add(graph, other.txn(), updater, Edges.RW); ~ assert other != null;",
                "isolation/RwRegister.java ~ nodes = addInitial(graph, register, nodes); ~ assert nodes >= 0;",
                "isolation/Orders.java ~ graph.add(before.id(), txn.id(), Edges.SESSION); ~ assert before != txn;",
                "isolation/Orders.java ~ graph.add(byReturn.get(i).id(), nodeCount + i, Edges.REALTIME); ~ assert i >= 0;",
                // Real time by the order of invocations: what is concurrent counts as ordered.
                "isolation/Orders.java ~ graph.add(nodeCount + returned - 1, txn.id(), Graph.LINK); ~ graph.add(nodeCount + Math.min(returned, byReturn.size() - 1), txn.id(), Graph.LINK);",
                // Edges from what aborted.
                "isolation/ListAppend.java ~ append != null && append.txn().operation().isPossible(); ~ append != null;",
                "isolation/RwRegister.java ~ !write.txn().operation().isPossible() ~ write.txn() == null",
                // Intermediate reads, order of reads, what a transaction knows itself.
                "isolation/ListAppend.java ~ !append.isFinal() && append.txn() != read.txn() ~ append.txn() == null",
                "isolation/RwRegister.java ~ !write.isFinal() && write.txn() != read.txn() ~ write.txn() == null",
                "isolation/ListAppend.java ~ internal(txn, step.key(), now, \"what it had read before, \" + before); ~ continue;",
                "isolation/ListAppend.java ~ internal(txn, step.key(), now, \"its own appends \" + mine + \" at the end\"); ~ assert mine != null;",
                "isolation/ListAppend.java ~ Txn other = updaters.putIfAbsent(read.seen().size(), read.txn()); ~ Txn other = null;",
                "isolation/ListAppend.java ~ if (readsFuture(txn, i, now)) { ~ if (i < 0) {",
                // Cycles of several anti-dependencies are not looked for, or all taken for apart.
                "isolation/IsolationChecker.java ~ patterns.add(all.counting(Edges.RW, 2, Pattern.ANY)); ~ assert order >= 0;",
                "isolation/IsolationChecker.java ~ isApart &= kind != Edges.RW || next != Edges.RW; ~ isApart &= kind != 0;",
                // Components end too early.
                "cycle/Components.java ~ } else if (low[target] > 0) { ~ } else if (low[target] > node) {",
            })
    void each_mutant_is_killed(String file, String original, String mutated) throws Exception {
        Path source = SOURCES.resolve(file);
        String text = Files.readString(source);
        assertThat(text.split(java.util.regex.Pattern.quote(original), -1))
                .as("%s has %s once", file, original)
                .hasSize(2);
        compile(
                source,
                text.replace(
                        original, mutated.replace("write.value == this", "write.value == this")));
        assertThat(survives(
                        file.startsWith("linear") || file.startsWith("model")
                                ? "linear"
                                : "isolation"))
                .as("the mutant survived")
                .isFalse();
    }

    @Test
    @Tag("nightly")
    void the_checker_itself_survives() throws Exception {
        Path source = SOURCES.resolve("linear/Search.java");
        compile(source, Files.readString(source));
        assertThat(survives("linear")).isTrue();
        assertThat(survives("isolation")).isTrue();
    }

    private void compile(Path source, String text) throws IOException {
        Path changed = folder.resolve(source.getFileName());
        Files.writeString(changed, text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String classPath = place(LinearizabilityChecker.class).getPath()
                + java.io.File.pathSeparator
                + place(JsonFactory.class).getPath();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        classPath,
                        "-d",
                        classes.toString(),
                        changed.toString());
        assertThat(code).as("compiles").isZero();
    }

    private boolean survives(String killer) throws Exception {
        URL[] places = {
            folder.resolve("classes").toUri().toURL(),
            place(LinearizabilityChecker.class),
            place(MutantsTest.class)
        };
        try (URLClassLoader loader = new OwnFirst(places)) {
            loader.loadClass(Killers.class.getName()).getMethod(killer).invoke(null);
            return true;
        } catch (InvocationTargetException e) {
            return false;
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Loads the checker and its tests anew, mutant first; all else comes from outside. */
    private static final class OwnFirst extends URLClassLoader {
        OwnFirst(URL[] places) {
            super(places, MutantsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("io.biplane.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
