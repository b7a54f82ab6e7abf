package io.biplane.scenario.report;

import io.biplane.scenario.result.Latency;
import io.biplane.scenario.result.Tick;
import io.biplane.scenario.result.VariantResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Latency quantiles over time, one panel an operation, logarithmic, with fault bands; errors as pink diamonds on top. */
final class LatencyPicture {
    private static final double PANEL = 130;
    private static final double GAP = 34;
    private static final double TOP = 18;
    private static final double LOWEST_MS = 0.1;

    private final double highestMs;

    /**
     * Pictures that share one scale.
     *
     * @param variants all that will be compared
     */
    LatencyPicture(List<VariantResult> variants) {
        double highest = 10;
        for (VariantResult variant : variants) {
            for (Tick tick : variant.ticks()) {
                highest = Math.max(highest, tick.latency().maxNanos() / 1e6);
            }
        }
        this.highestMs = StrictMath.pow(10, StrictMath.ceil(StrictMath.log10(highest)));
    }

    String draw(VariantResult variant, TimeAxis axis) {
        Svg svg = new Svg();
        Map<String, List<Tick>> byOperation = new TreeMap<>();
        for (Tick tick : variant.ticks()) {
            String name = tick.virtualCluster() + " · " + tick.load() + " · " + tick.operation();
            byOperation.computeIfAbsent(name, key -> new ArrayList<>()).add(tick);
        }
        double top = TOP;
        for (Map.Entry<String, List<Tick>> entry : byOperation.entrySet()) {
            panel(svg, entry.getKey(), entry.getValue(), variant, axis, top);
            top += PANEL + GAP;
        }
        axis.draw(svg, top - GAP + 2);
        return svg.finish(TimeAxis.WIDTH, top, "Latency quantiles over virtual time");
    }

    private void panel(
            Svg svg,
            String name,
            List<Tick> ticks,
            VariantResult variant,
            TimeAxis axis,
            double top) {
        double bottom = top + PANEL;
        axis.grid(svg, top, bottom);
        axis.bands(svg, variant.faults(), top, bottom);
        for (double ms = LOWEST_MS; ms <= highestMs * 1.001; ms *= 10) {
            double y = y(ms, top);
            svg.line(TimeAxis.LEFT, y, TimeAxis.WIDTH - TimeAxis.RIGHT, y, "stroke=\"#d9e2ec\"");
            svg.label(TimeAxis.LEFT - 6, y + 4, milliseconds(ms), "text-anchor=\"end\"");
        }
        String[] words = name.split(" · ");
        svg.label(8, top + 14, words[0], "font-weight=\"bold\"");
        svg.label(8, top + 30, words[1] + " " + words[2], "");
        curve(
                svg,
                ticks,
                axis,
                top,
                Latency::maxNanos,
                "stroke=\"#f29b4b\" stroke-dasharray=\"2 2\"");
        curve(svg, ticks, axis, top, Latency::p99Nanos, "stroke=\"#0967d2\" stroke-width=\"2\"");
        curve(svg, ticks, axis, top, Latency::p95Nanos, "stroke=\"#47a3f3\"");
        curve(svg, ticks, axis, top, Latency::p50Nanos, "stroke=\"#0c2340\" stroke-width=\"1.5\"");
        errors(svg, ticks, axis, top);
        legend(svg, top - 4);
    }

    private static void legend(Svg svg, double y) {
        double x = TimeAxis.WIDTH - 300;
        String[][] entries = {
            {"p50", "stroke=\"#0c2340\" stroke-width=\"1.5\""},
            {"p95", "stroke=\"#47a3f3\""},
            {"p99", "stroke=\"#0967d2\" stroke-width=\"2\""},
            {"max", "stroke=\"#f29b4b\" stroke-dasharray=\"2 2\""}
        };
        for (String[] entry : entries) {
            svg.line(x, y - 4, x + 18, y - 4, entry[1]);
            svg.label(x + 22, y, entry[0], "");
            x += 56;
        }
        svg.path(diamond(x + 6, y - 4), "fill=\"#d9308c\"", "");
        svg.label(x + 16, y, "errors", "");
    }

    private void curve(
            Svg svg,
            List<Tick> ticks,
            TimeAxis axis,
            double top,
            ToLongFunction<Latency> value,
            String style) {
        StringBuilder points = new StringBuilder();
        boolean pen = false;
        for (Tick tick : ticks) {
            if (tick.latency().count() == 0) {
                pen = false;
                continue;
            }
            points.append(pen ? 'L' : 'M');
            points.append(Svg.number(axis.x(tick.atNanos() - tick.intervalNanos() / 2)))
                    .append(' ');
            points.append(Svg.number(y(value.applyAsLong(tick.latency()) / 1e6, top)));
            pen = true;
        }
        if (points.length() > 0) {
            svg.path(points.toString(), "fill=\"none\" " + style, "");
        }
    }

    private static void errors(Svg svg, List<Tick> ticks, TimeAxis axis, double top) {
        long before = 0;
        for (Tick tick : ticks) {
            long errors = tick.errorsTotal() - before;
            before = tick.errorsTotal();
            if (errors > 0) {
                svg.path(
                        diamond(axis.x(tick.atNanos() - tick.intervalNanos() / 2), top + 6),
                        "fill=\"#d9308c\"",
                        errors + " errors in the second before "
                                + TimeAxis.seconds(tick.atNanos()));
            }
        }
    }

    private static String diamond(double x, double y) {
        return "M" + Svg.number(x) + " " + Svg.number(y - 5) + "l5 5l-5 5l-5 -5z";
    }

    private double y(double ms, double top) {
        double share = StrictMath.log10(Math.max(LOWEST_MS, ms) / LOWEST_MS)
                / StrictMath.log10(highestMs / LOWEST_MS);
        return top + PANEL - Math.min(1, share) * PANEL;
    }

    private static String milliseconds(double ms) {
        return ms >= 1000
                ? String.format(Locale.ROOT, "%.0f s", ms / 1000)
                : String.format(Locale.ROOT, ms < 1 ? "%.1f ms" : "%.0f ms", ms);
    }
}
