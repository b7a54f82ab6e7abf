package io.biplane.scenario.expect;

import java.util.Locale;

/**
 * Metrics of a load. Latencies are response times from when an operation was due, over operations
 * that ended ok.
 */
public enum LoadMetric {
    ERRORS(
            Metric.Unit.COUNT,
            "operations that ended in an error or unknown (timeout, lost connection)"),
    REFUSED(Metric.Unit.COUNT, "operations that certainly did not happen (the server said no)"),
    UNKNOWN(Metric.Unit.COUNT, "operations whose outcome the client cannot know"),
    OPERATIONS(Metric.Unit.COUNT, "operations that ended ok"),
    THROUGHPUT(Metric.Unit.RATE, "operations per second that ended ok"),
    MEAN(Metric.Unit.DURATION, "mean latency"),
    P50(Metric.Unit.DURATION, "median latency"),
    P90(Metric.Unit.DURATION, "90th percentile of latency"),
    P95(Metric.Unit.DURATION, "95th percentile of latency"),
    P99(Metric.Unit.DURATION, "99th percentile of latency"),
    P999(Metric.Unit.DURATION, "99.9th percentile of latency"),
    MAX(Metric.Unit.DURATION, "largest latency"),
    SERVICE_P99(
            Metric.Unit.DURATION,
            "99th percentile of service time, from when the operation was sent"),
    UNAVAILABLE(
            Metric.Unit.DURATION, "longest stretch in which operations were due and none ended ok"),
    AVAILABILITY(Metric.Unit.PERCENT, "share of operations that ended ok");

    private final Metric.Unit unit;
    private final String summary;

    LoadMetric(Metric.Unit unit, String summary) {
        this.unit = unit;
        this.summary = summary;
    }

    /** Unit of its values. */
    public Metric.Unit unit() {
        return unit;
    }

    /** One line for the reference. */
    public String summary() {
        return summary;
    }

    /** The word in the language. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
