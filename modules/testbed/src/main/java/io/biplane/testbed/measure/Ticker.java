package io.biplane.testbed.measure;

import io.biplane.testbed.result.Latency;
import io.biplane.testbed.result.Tick;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Sums up each interval of a run, operation by operation, when it is over. */
public final class Ticker {
    private final long intervalNanos;
    private final Consumer<Tick> sink;
    private final Map<String, Long> okTotals = new TreeMap<>();
    private long nextAtNanos;

    /**
     * A ticker whose first interval begins at zero.
     *
     * @param sink gets one tick an operation at the end of each interval
     */
    public Ticker(long intervalNanos, Consumer<Tick> sink) {
        this.intervalNanos = intervalNanos;
        this.sink = sink;
        this.nextAtNanos = intervalNanos;
    }

    /** End of the running interval: the run has to stop there. */
    public long nextAtNanos() {
        return nextAtNanos;
    }

    /** The run has come to an instant; does nothing unless an interval ends there. */
    public void reached(long atNanos, List<Samples> loads) {
        if (atNanos != nextAtNanos) {
            return;
        }
        nextAtNanos += intervalNanos;
        for (Samples samples : loads) {
            for (String operation : samples.operations()) {
                sink.accept(tick(atNanos, samples, operation));
            }
        }
    }

    private Tick tick(long atNanos, Samples samples, String operation) {
        Latency latency = samples.completedBetween(operation, atNanos - intervalNanos, atNanos);
        long okTotal = okTotals.merge(samples.load() + "." + operation, latency.count(), Long::sum);
        return new Tick(
                atNanos,
                intervalNanos,
                samples.load(),
                operation,
                samples.virtualCluster(),
                samples.errorsUntil(operation, atNanos),
                latency.count(),
                okTotal,
                latency);
    }
}
