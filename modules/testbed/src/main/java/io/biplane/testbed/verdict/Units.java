package io.biplane.testbed.verdict;

import io.biplane.scenario.expect.Metric;

import java.util.Locale;

/** Values of metrics as people read them. */
final class Units {
    private Units() {}

    /** A value with its unit: {@code 41.2ms}, {@code 3}, {@code 99.98%}. */
    static String text(Metric.Unit unit, double value) {
        return switch (unit) {
            case DURATION -> duration(value);
            case COUNT -> String.format(Locale.ROOT, "%.0f", value);
            case RATE -> String.format(Locale.ROOT, "%.1f/s", value);
            case PERCENT -> String.format(Locale.ROOT, "%.2f%%", value);
        };
    }

    private static String duration(double nanos) {
        return nanos >= 1e9
                ? String.format(Locale.ROOT, "%.2fs", nanos / 1e9)
                : String.format(Locale.ROOT, "%.1fms", nanos / 1e6);
    }
}
