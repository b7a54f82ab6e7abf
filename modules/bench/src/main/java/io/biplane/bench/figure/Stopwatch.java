package io.biplane.bench.figure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Wall time and CPU time of the current thread since it was started. CPU time is what a loaded
 * machine spoils least; compilation and, mostly, collection happen on other threads.
 */
public final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long wallStartNanos = System.nanoTime();
    private final long cpuStartNanos = THREADS.getCurrentThreadCpuTime();

    private Stopwatch() {}

    /** Starts now. */
    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** Wall time since the start. */
    public long wallNanos() {
        return System.nanoTime() - wallStartNanos;
    }

    /** CPU time of the calling thread, the one that started this, since then. */
    public long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime() - cpuStartNanos;
    }
}
