package io.biplane.bench.cluster;

import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The figures of whole clusters, beside their targets. */
public final class ClusterBench {
    /** Runs of the scenario before the one that counts: compiled code is what a long run meets. */
    private static final int WARM_UP_RUNS = 2;

    private static final int IDLE_SECONDS = 600;
    private static final double MEBIBYTE = 1 << 20;

    private ClusterBench() {}

    /**
     * Measures.
     *
     * @param drain the scenario file; the figures with it are left out when it is not given
     */
    public static void run(Figures figures, Optional<Path> drain) {
        drain.ifPresent(file -> drain(figures, file));
        idle(figures);
        boot(figures);
    }

    private static void drain(Figures figures, Path file) {
        figures.progress("scenario " + file.getFileName() + ", each variant " + (WARM_UP_RUNS + 1)
                + " times");
        DrainBench.Timing cold = DrainBench.run(file).get(0);
        figures.add(
                Figure.of("drain, first in a fresh JVM", cold.virtualPerCpu(), "virtual s/CPU s"));
        List<DrainBench.Timing> warm = List.of();
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            warm = DrainBench.run(file);
        }
        for (DrainBench.Timing timing : warm) {
            figures.add(Figure.of(
                            "drain, " + timing.variant(), timing.virtualPerCpu(), "virtual s/CPU s")
                    .atLeast(20));
        }
        DrainBench.Timing slowest = warm.stream()
                .min(Comparator.comparingDouble(DrainBench.Timing::virtualPerWall))
                .orElseThrow();
        figures.add(Figure.of(
                        "drain, the slower, by the wall clock",
                        slowest.virtualPerWall(),
                        "virtual s/wall s")
                .atLeast(20));
        figures.add(Figure.of(
                "drain, an event, all included",
                slowest.wholeCpuNanos() / 1e3 / slowest.events(),
                "CPU us"));
    }

    private static void idle(Figures figures) {
        figures.progress("9 nodes, 1,000 ranges, idle");
        IdleBench.Figures idle = IdleBench.run(9, 1_000, IDLE_SECONDS);
        figures.add(Figure.of("idle 9 nodes, 1,000 ranges", idle.virtualPerCpu(), "virtual s/CPU s")
                .atLeast(300));
        figures.add(Figure.of(
                "idle 9 nodes, by the wall clock", idle.virtualPerWall(), "virtual s/wall s"));
        figures.add(Figure.of("idle 9 nodes", idle.eventsPerVirtualSecond(), "events/virtual s"));
        figures.add(Figure.of("idle 9 nodes, heap", idle.heapBytes() / MEBIBYTE, "MiB")
                .atMost(2_048));
    }

    private static void boot(Figures figures) {
        figures.progress("50 nodes boot");
        IdleBench.Figures boot = IdleBench.run(50, 200, 1);
        figures.add(Figure.of("50 nodes, 200 ranges: boot", boot.bootCpuNanos() / 1e9, "CPU s")
                .atMost(10));
        figures.add(
                Figure.of("50 nodes: boot, by the wall clock", boot.bootWallNanos() / 1e9, "s"));
        figures.add(
                Figure.of("50 nodes, heap", boot.heapBytes() / MEBIBYTE, "MiB").atMost(2_048));
    }
}
