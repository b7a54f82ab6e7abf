package io.biplane.scenario.picture;

import java.util.Locale;

/** A logarithmic scale of milliseconds for one panel: each line is ten times the one below. */
final class LogScale {
    static final double LOWEST_MS = 0.1;

    private final double highestMs;
    private final double height;

    /**
     * A scale that ends at a power of ten.
     *
     * @param largestMs has to fit
     * @param height of a panel
     */
    LogScale(double largestMs, double height) {
        double highest = Math.max(10, largestMs);
        this.highestMs = StrictMath.pow(10, StrictMath.ceil(StrictMath.log10(highest)));
        this.height = height;
    }

    double y(double ms, double top) {
        double share = StrictMath.log10(Math.max(LOWEST_MS, ms) / LOWEST_MS)
                / StrictMath.log10(highestMs / LOWEST_MS);
        return top + height - Math.min(1, share) * height;
    }

    /** Lines and their words, left of the panel. */
    void draw(Svg svg, double top) {
        for (double ms = LOWEST_MS; ms <= highestMs * 1.001; ms *= 10) {
            double y = y(ms, top);
            svg.line(TimeAxis.LEFT, y, TimeAxis.WIDTH - TimeAxis.RIGHT, y, "stroke=\"#d9e2ec\"");
            svg.label(TimeAxis.LEFT - 6, y + 4, milliseconds(ms), "text-anchor=\"end\"");
        }
    }

    private static String milliseconds(double ms) {
        return ms >= 1000
                ? String.format(Locale.ROOT, "%.0f s", ms / 1000)
                : String.format(Locale.ROOT, ms < 1 ? "%.1f ms" : "%.0f ms", ms);
    }
}
