package io.biplane.bench;

import io.biplane.bench.checker.CheckerBench;
import io.biplane.bench.cluster.ClusterBench;
import io.biplane.bench.determinism.Sweep;
import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;
import io.biplane.bench.kernel.KernelBench;
import io.biplane.bench.raft.RaftBench;
import io.biplane.bench.sql.SqlBench;
import io.biplane.bench.storage.StorageBench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All benchmarks, one after another in one process, and their table: {@code biplane bench [part…]}.
 *
 * <p>Exits with 1 when a target is missed, with 2 on an unknown part. The part {@code determinism}
 * takes hours and measures nothing: it stands alone, has options of its own, and never runs unless
 * named.
 */
public final class Bench {
    private static final String DRAIN = "scenarios/operations/drain.yaml";
    private static final int EXIT_MISSED = 1;
    private static final int EXIT_USAGE = 2;
    private static final String DETERMINISM = "determinism";

    private Bench() {}

    /** Runs the parts named, or all. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        if (arguments.length > 0 && arguments[0].equals(DETERMINISM)) {
            System.exit(Sweep.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        Map<String, Consumer<Figures>> parts = parts();
        for (String name : arguments) {
            if (name.equals("-h") || name.equals("--help")) {
                System.out.println(usage(parts));
                System.exit(0);
            }
            if (!parts.containsKey(name)) {
                System.err.println("bench: there is no part " + name + "\n" + usage(parts));
                System.exit(EXIT_USAGE);
            }
        }
        Figures figures = new Figures(System.out);
        List<String> wanted =
                arguments.length == 0 ? List.copyOf(parts.keySet()) : List.of(arguments);
        for (String name : wanted) {
            figures.progress(
                    "part " + name + ", " + (wanted.indexOf(name) + 1) + " of " + wanted.size());
            parts.get(name).accept(figures);
        }
        figures.print();
        boolean missed = figures.all().stream()
                .map(Figure::isMet)
                .anyMatch(met -> met.isPresent() && !met.get());
        System.exit(missed ? EXIT_MISSED : 0);
    }

    private static String usage(Map<String, Consumer<Figures>> parts) {
        return "usage: biplane bench [part...]            figures; the parts are "
                + String.join(", ", parts.keySet()) + "; all when none is named\n"
                + "       biplane bench " + DETERMINISM
                + " [options]  every scenario file with many "
                + "seeds, twice, compared; takes hours, runs only when named; --help tells more";
    }

    private static Map<String, Consumer<Figures>> parts() {
        Map<String, Consumer<Figures>> parts = new LinkedHashMap<>();
        parts.put("kernel", KernelBench::run);
        parts.put("raft", RaftBench::run);
        parts.put("cluster", figures -> ClusterBench.run(figures, drain()));
        parts.put("sql", SqlBench::run);
        parts.put("storage", StorageBench::run);
        parts.put("checker", CheckerBench::run);
        return parts;
    }

    /** The delivered scenario, below the working folder: the launcher goes to the project's. */
    private static Optional<Path> drain() {
        return Optional.of(Path.of(DRAIN)).filter(Files::isRegularFile);
    }
}
