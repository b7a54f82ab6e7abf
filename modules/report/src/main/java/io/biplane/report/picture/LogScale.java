package io.biplane.report.picture;

import java.util.Locale;

/** A logarithmic scale of milliseconds for one panel: the same distance is the same factor. */
final class LogScale {
    private static final double LOWEST_MS_MIN = 0.1;

    private final double lowestMs;
    private final double highestMs;
    private final double height;

    /**
     * A scale between two powers of ten.
     *
     * @param smallestMs has to fit, unless it is tiny
     * @param largestMs has to fit
     * @param height of a panel
     */
    LogScale(double smallestMs, double largestMs, double height) {
        this.lowestMs = StrictMath.pow(
                10, StrictMath.floor(StrictMath.log10(Math.max(LOWEST_MS_MIN, smallestMs))));
        double highest = Math.max(10 * lowestMs, largestMs);
        this.highestMs = StrictMath.pow(10, StrictMath.ceil(StrictMath.log10(highest)));
        this.height = height;
    }

    double y(double ms, double top) {
        double share = StrictMath.log10(Math.max(lowestMs, ms) / lowestMs)
                / StrictMath.log10(highestMs / lowestMs);
        return top + height - Math.min(1, share) * height;
    }

    /** Lines and their words, left of the panel. */
    void draw(Svg svg, double top) {
        for (double ms = lowestMs; ms <= highestMs * 1.001; ms *= 10) {
            line(svg, top, ms, "stroke=\"#d9e2ec\"");
            boolean room = highestMs / lowestMs <= 1000.1 && ms * 5 < highestMs;
            if (room) {
                line(svg, top, ms * 2, "stroke=\"#edf1f5\"");
                line(svg, top, ms * 5, "stroke=\"#edf1f5\"");
            }
        }
    }

    private void line(Svg svg, double top, double ms, String style) {
        double y = y(ms, top);
        svg.line(TimeAxis.LEFT, y, TimeAxis.WIDTH - TimeAxis.RIGHT, y, style);
        svg.label(TimeAxis.LEFT - 6, y + 4, milliseconds(ms), "text-anchor=\"end\"");
    }

    private static String milliseconds(double ms) {
        return ms >= 999
                ? String.format(Locale.ROOT, "%.0f s", ms / 1000)
                : String.format(Locale.ROOT, ms < 0.99 ? "%.1f ms" : "%.0f ms", ms);
    }
}
