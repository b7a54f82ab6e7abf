package io.biplane.bench.cluster;

import io.biplane.base.id.ClusterVersion;
import io.biplane.bench.figure.Stopwatch;
import io.biplane.kernel.sim.Simulation;
import io.biplane.testbed.cluster.ClusterConfig;
import io.biplane.testbed.cluster.SimCluster;
import io.biplane.testbed.cluster.VirtualClusterConfig;

/** Clusters that nobody asks anything: what they cost a virtual second, and what booting costs. */
public final class IdleBench {
    /** All must be up within this, in virtual time. */
    private static final long READY_NANOS = 120_000_000_000L;
    /** Let pass before measuring, so that elections and first leases are over. */
    private static final long SETTLE_NANOS = 30_000_000_000L;

    private IdleBench() {}

    /**
     * What was measured of one cluster.
     *
     * @param bootWallNanos wall time until every process had booted and every range a leaseholder
     * @param bootCpuNanos CPU time of the simulation's thread over the same
     * @param virtualPerCpu idle virtual seconds a second of CPU time of the simulation's thread
     * @param virtualPerWall idle virtual seconds a wall second
     * @param eventsPerVirtualSecond what the idle cluster does
     * @param heapBytes used after a collection, cluster included
     */
    public record Figures(
            long bootWallNanos,
            long bootCpuNanos,
            double virtualPerCpu,
            double virtualPerWall,
            double eventsPerVirtualSecond,
            long heapBytes) {}

    /** Boots a cluster, lets it settle, and measures {@code virtualSeconds} of doing nothing. */
    public static Figures run(int nodes, int ranges, int virtualSeconds) {
        ClusterConfig config = ClusterConfig.of(nodes, new ClusterVersion(25, 2))
                .with(VirtualClusterConfig.of("main", ranges));
        try (Simulation simulation = Simulation.builder().seed(1).build()) {
            Stopwatch boot = Stopwatch.start();
            SimCluster cluster = SimCluster.create(simulation, config);
            cluster.boot();
            if (!cluster.runUntilReady(READY_NANOS)) {
                throw new IllegalStateException("the cluster was not ready in time");
            }
            long bootWallNanos = boot.wallNanos();
            long bootCpuNanos = boot.cpuNanos();
            simulation.runFor(SETTLE_NANOS);
            simulation.runFor(virtualSeconds * 1_000_000_000L / 2); // warm-up
            long eventsBefore = simulation.eventCount();
            Stopwatch idle = Stopwatch.start();
            simulation.runFor(virtualSeconds * 1_000_000_000L);
            double seconds = virtualSeconds;
            return new Figures(
                    bootWallNanos,
                    bootCpuNanos,
                    seconds * 1e9 / idle.cpuNanos(),
                    seconds * 1e9 / idle.wallNanos(),
                    (simulation.eventCount() - eventsBefore) / seconds,
                    usedBytes());
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
