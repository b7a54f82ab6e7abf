package io.biplane.report.picture;

import io.biplane.testbed.detail.RawSample;

import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Operations as marks: ok a small blue square, unknown an orange triangle, failed a pink diamond. Those that ended ok and fall on
 * the same point are drawn once, so that a picture stays small however many there are.
 */
final class Dots {
    static final String OK = "#2186eb";
    static final String INFO = "#f29b4b";
    static final String FAIL = "#d9308c";

    private final Svg svg;
    /** Points of those that ended ok, in whole units. */
    private final TreeMap<Integer, TreeSet<Integer>> columnsByRow = new TreeMap<>();

    Dots(Svg svg) {
        this.svg = svg;
    }

    void add(RawSample sample, double x, double y) {
        switch (sample.ending()) {
            case OK ->
                columnsByRow
                        .computeIfAbsent((int) StrictMath.round(y), row -> new TreeSet<>())
                        .add((int) x);
            case FAIL -> svg.path(Svg.diamond(x, y), "fill=\"" + FAIL + "\"", words(sample));
            case INFO -> svg.path(Svg.triangle(x, y), "fill=\"" + INFO + "\"", words(sample));
        }
    }

    private static String words(RawSample sample) {
        return sample.load() + " " + sample.operation() + " due "
                + TimeAxis.seconds(sample.dueAtNanos()) + ", "
                + Svg.number(sample.responseNanos() / 1e6) + " ms, "
                + sample.ending().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Draws those that ended ok, as one path. */
    void finish(double size) {
        StringBuilder points = new StringBuilder();
        String step = "h" + Svg.number(size);
        columnsByRow.forEach((row, columns) -> columns.forEach(column ->
                points.append('M').append(column).append(' ').append(row).append(step)));
        if (points.length() > 0) {
            svg.path(
                    points.toString(),
                    "fill=\"none\" stroke=\"" + OK + "\" stroke-width=\"" + Svg.number(size) + "\"",
                    "");
        }
    }

    /** Draws the three marks with their words. */
    static void legend(Svg svg, double x, double y) {
        svg.rect(x + 4, y - 6, 4, 4, "fill=\"" + OK + "\"", "");
        svg.label(x + 14, y, "ok", "");
        svg.path(Svg.triangle(x + 56, y - 4), "fill=\"" + INFO + "\"", "");
        svg.label(x + 66, y, "unknown", "");
        svg.path(Svg.diamond(x + 136, y - 4), "fill=\"" + FAIL + "\"", "");
        svg.label(x + 146, y, "failed", "");
    }
}
