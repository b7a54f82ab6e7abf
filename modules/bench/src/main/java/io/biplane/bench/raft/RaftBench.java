package io.biplane.bench.raft;

import com.sun.management.OperatingSystemMXBean;

import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * W1 and W2 of docs/reference/peers.md: entries committed and applied per second, and CPU per entry, by one
 * thread in virtual time, for our core and for MicroRaft in alternating rounds of the same process.
 * Medians are printed, with the goals.
 *
 * <p>CPU time is the whole process's, garbage collection and compilation included. The goals are
 * judged by entries per second of CPU time: on a machine of one's own that is the wall-clock rate
 * or less, and on a shared one it is what can be compared.
 */
public final class RaftBench {
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 1_000_000_000L;

    private static final String BASELINE = "MicroRaft 0.7 in the same loop";

    private RaftBench() {}

    /** What is measured. */
    private record Load(String name, int groups, int outstanding, double goalMillions) {}

    /** One round's result. */
    private record Result(double entriesPerSecond, double cpuMicrosPerEntry) {}

    /** Measures. */
    public static void run(Figures figures) {
        List<Load> loads = List.of(
                new Load("W1, 1 group, 64 outstanding", 1, 64, 2.0),
                new Load("W1, 1 group, 1,024 outstanding", 1, 1024, 2.0),
                new Load("W2, 100 groups, 64 outstanding each", 100, 64, 1.0),
                new Load("W2, 100 groups, 10 outstanding each", 100, 10, 0));
        for (Load load : loads) {
            figures.progress(load.name() + ", " + (ROUNDS + 2) + " rounds of each");
            measure(figures, load);
        }
        figures.progress("idle groups, heap");
        figures.add(Figure.of("W2, 100 groups, idle", idle(BiplaneGroup::new), "virtual s/wall s")
                .beside(BASELINE, idle(MicroRaftGroup::new)));
        figures.add(Figure.of("W2, heap of a fresh group", heapKibibytes(BiplaneGroup::new), "KiB")
                .beside(BASELINE, heapKibibytes(MicroRaftGroup::new)));
    }

    private static void measure(Figures figures, Load load) {
        List<Result> ours = new ArrayList<>();
        List<Result> theirs = new ArrayList<>();
        for (int round = -2; round < ROUNDS; round++) {
            Result mine = round(load, BiplaneGroup::new);
            Result other = round(load, MicroRaftGroup::new);
            if (round >= 0) {
                ours.add(mine);
                theirs.add(other);
            }
        }
        double mine = 1 / median(ours).cpuMicrosPerEntry();
        double other = 1 / median(theirs).cpuMicrosPerEntry();
        Figure figure = Figure.of(load.name(), mine, "M entries/CPU s").beside(BASELINE, other);
        figures.add(load.goalMillions() == 0 ? figure : figure.atLeast(load.goalMillions()));
    }

    private static Result round(Load load, BiFunction<StepLoop, Integer, Group> factory) {
        StepLoop loop = new StepLoop();
        List<Group> groups = led(loop, load.groups(), factory);
        groups.forEach(group -> group.load(load.outstanding()));
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = applied(groups);
        long cpuStart = system.getProcessCpuTime();
        long start = System.nanoTime();
        long elapsed = 0;
        while (elapsed < ROUND_NANOS) {
            for (int i = 0; i < 2_000; i++) {
                loop.step();
            }
            elapsed = System.nanoTime() - start;
        }
        double cpuNanos = system.getProcessCpuTime() - cpuStart;
        long entries = applied(groups) - before;
        return new Result(entries * 1e9 / elapsed, cpuNanos / 1e3 / entries);
    }

    private static List<Group> led(
            StepLoop loop, int count, BiFunction<StepLoop, Integer, Group> factory) {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(factory.apply(loop, i));
        }
        while (!groups.stream().allMatch(Group::hasLeader)) {
            loop.step();
        }
        return groups;
    }

    private static long applied(List<Group> groups) {
        long sum = 0;
        for (Group group : groups) {
            sum += group.applied();
        }
        return sum;
    }

    /** Virtual seconds per wall second without load, heartbeats each second. */
    private static double idle(BiFunction<StepLoop, Integer, Group> factory) {
        double[] rates = new double[3];
        for (int round = 0; round < rates.length; round++) {
            StepLoop loop = new StepLoop();
            led(loop, 100, factory);
            long virtualStart = loop.nowNanos();
            long start = System.nanoTime();
            while (System.nanoTime() - start < ROUND_NANOS) {
                for (int i = 0; i < 2_000; i++) {
                    loop.step();
                }
            }
            rates[round] = (loop.nowNanos() - virtualStart) / (double) (System.nanoTime() - start);
        }
        Arrays.sort(rates);
        return rates[rates.length / 2];
    }

    private static double heapKibibytes(BiFunction<StepLoop, Integer, Group> factory) {
        // The first time round loads classes and fills caches.
        led(new StepLoop(), 10, factory);
        StepLoop loop = new StepLoop();
        long before = usedBytes();
        List<Group> groups = led(loop, 1_000, factory);
        long after = usedBytes();
        return (after - before) / 1024.0 / groups.size();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Result median(List<Result> results) {
        List<Result> sorted = new ArrayList<>(results);
        sorted.sort((a, b) -> Double.compare(a.cpuMicrosPerEntry(), b.cpuMicrosPerEntry()));
        return sorted.get(sorted.size() / 2);
    }
}
