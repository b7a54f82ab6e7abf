package io.biplane.report.picture;

import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.VariantResult;

import java.util.Map;
import java.util.TreeMap;

/** What the timeline did, one lane a step, and below it the counts that explain a spike, one strip a cause. */
public final class SeriesPicture {
    private static final double LANE = 20;
    private static final double STRIP = 44;
    /** Width of a column of counts. */
    private static final long COLUMN_NANOS = 500_000_000L;

    private SeriesPicture() {}

    public static String draw(VariantResult variant, TimeAxis axis) {
        Svg svg = new Svg();
        double y = 6;
        double height = y + variant.faults().size() * LANE + variant.series().size() * STRIP + 10;
        axis.grid(svg, y, height - 6);
        for (FaultWindow fault : variant.faults()) {
            fault(svg, axis, fault, y);
            y += LANE;
        }
        y += 10;
        for (Series series : variant.series()) {
            axis.bands(svg, variant.faults(), y, y + STRIP - 6);
            strip(svg, axis, series, y);
            y += STRIP;
        }
        axis.draw(svg, y);
        return svg.finish(
                TimeAxis.WIDTH, y + 22, "Faults and the causes of latency over virtual time");
    }

    private static void fault(Svg svg, TimeAxis axis, FaultWindow fault, double y) {
        double from = axis.x(fault.fromNanos());
        double until = axis.x(fault.endNanos(axis.endNanos()));
        svg.label(8, y + 14, shorten(fault.step()), "");
        String tooltip = TimeAxis.tooltip(fault, axis.endNanos());
        if (fault.lasting()) {
            svg.rect(from, y + 3, until - from, LANE - 6, "fill=\"#7b8794\" rx=\"2\"", tooltip);
        } else {
            String triangle = "M" + Svg.number(from) + " " + Svg.number(y + 3) + "l6 12l-12 0z";
            svg.path(triangle, "fill=\"#52606d\"", tooltip);
        }
        boolean leftOf = until > TimeAxis.WIDTH - 220;
        svg.label(
                leftOf ? from - 8 : until + 8,
                y + 14,
                fault.label() + durationOf(fault),
                leftOf ? "text-anchor=\"end\"" : "");
    }

    private static String durationOf(FaultWindow fault) {
        return fault.lasting() && fault.untilNanos().isPresent()
                ? ", " + TimeAxis.seconds(fault.untilNanos().getAsLong() - fault.fromNanos())
                : "";
    }

    private static void strip(Svg svg, TimeAxis axis, Series series, double y) {
        Map<Long, Long> columns = new TreeMap<>();
        for (Series.Point point : series.points()) {
            columns.merge((point.atNanos() - 1) / COLUMN_NANOS, point.count(), Long::sum);
        }
        long highest =
                columns.values().stream().mapToLong(Long::longValue).max().orElse(0);
        double bottom = y + STRIP - 8;
        svg.label(8, y + 14, series.title(), "font-weight=\"bold\"");
        svg.label(8, y + 28, series.total() + " in all", "fill=\"#627d98\"");
        svg.line(
                TimeAxis.LEFT,
                bottom,
                TimeAxis.WIDTH - TimeAxis.RIGHT,
                bottom,
                "stroke=\"#bcccdc\"");
        columns.forEach((column, count) -> {
            double from = axis.x(column * COLUMN_NANOS);
            double height = (STRIP - 12) * count / Math.max(1, highest);
            svg.rect(
                    from,
                    bottom - height,
                    Math.max(1, axis.x((column + 1) * COLUMN_NANOS) - from - 0.5),
                    height,
                    "fill=\"#8719e0\" fill-opacity=\"0.75\"",
                    count + " in the half second from " + TimeAxis.seconds(column * COLUMN_NANOS));
        });
        if (highest > 0) {
            svg.label(
                    TimeAxis.LEFT - 6,
                    y + 14,
                    String.valueOf(highest),
                    "text-anchor=\"end\" fill=\"#627d98\"");
        }
    }

    private static String shorten(String words) {
        return words.length() <= 22 ? words : words.substring(0, 21) + "…";
    }
}
