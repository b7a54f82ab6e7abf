package io.biplane.report.console;

import io.biplane.testbed.result.Latency;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Tick;

import java.util.Locale;

/**
 * Rows and headers in exactly the widths of {@code cockroach workload}. Latencies in milliseconds.
 */
final class Rows {
    static final String TICKS =
            "_elapsed___errors__ops/sec(inst)___ops/sec(cum)__p50(ms)__p95(ms)__p99(ms)_pMax(ms)";
    private static final String TOTALS = "_elapsed___errors_____ops(total)___ops/sec(cum)"
            + "__avg(ms)__p50(ms)__p95(ms)__p99(ms)_pMax(ms)";

    private Rows() {}

    static String totals(String suffix) {
        return TOTALS + suffix;
    }

    static String tick(Tick tick, String name) {
        Latency latency = tick.latency();
        return format(
                "%7.1fs %8d %14.1f %14.1f %8.1f %8.1f %8.1f %8.1f %s",
                seconds(tick.atNanos()),
                tick.errorsTotal(),
                tick.rate(),
                tick.rateTotal(),
                millis(latency.p50Nanos()),
                millis(latency.p95Nanos()),
                millis(latency.p99Nanos()),
                millis(latency.maxNanos()),
                name);
    }

    static String total(OperationTotal total, long elapsedNanos, String name) {
        Latency latency = total.response();
        double rate = elapsedNanos == 0 ? 0 : total.ok() * 1e9 / elapsedNanos;
        return format(
                        "%7.1fs %8d %14d %14.1f %8.1f %8.1f %8.1f %8.1f %8.1f  %s",
                        seconds(elapsedNanos),
                        total.errors(),
                        total.ok(),
                        rate,
                        millis(latency.meanNanos()),
                        millis(latency.p50Nanos()),
                        millis(latency.p95Nanos()),
                        millis(latency.p99Nanos()),
                        millis(latency.maxNanos()),
                        name)
                .stripTrailing();
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }

    /** Virtual seconds with one digit. */
    static String time(long nanos) {
        return format("%.1fs", seconds(nanos));
    }

    /** A stretch of virtual time, with as many digits as tell its ends apart. */
    static String window(long fromNanos, long untilNanos) {
        return untilNanos - fromNanos < 1_000_000_000L
                ? format("%.3fs to %.3fs", seconds(fromNanos), seconds(untilNanos))
                : time(fromNanos) + " to " + time(untilNanos);
    }

    /** With blanks between groups of three digits: {@code 12 403}. */
    static String grouped(long number) {
        return format("%,d", number).replace(',', ' ');
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
