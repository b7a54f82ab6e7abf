package io.biplane.report.picture;

import io.biplane.testbed.result.Latency;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Latency quantiles over time, one panel an operation, logarithmic, with fault bands; errors as pink diamonds on top; stretches
 * without any answer as labelled boxes.
 */
public final class LatencyPicture extends OperationPanels {
    private static final String[][] CURVES = {
        {"p50", "stroke=\"#0c2340\" stroke-width=\"1.5\""},
        {"p95", "stroke=\"#47a3f3\""},
        {"p99", "stroke=\"#0967d2\" stroke-width=\"2\""},
        {"max", "stroke=\"#f29b4b\" stroke-dasharray=\"2 2\""}
    };

    private final LogScale scale;

    private LatencyPicture(VariantResult variant, List<VariantResult> compared, TimeAxis axis) {
        super(variant, axis);
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (VariantResult one : compared) {
            for (Tick tick : one.ticks()) {
                if (tick.latency().count() > 0) {
                    lowest = Math.min(lowest, tick.latency().p50Nanos() / 1e6);
                    highest = Math.max(highest, tick.latency().maxNanos() / 1e6);
                }
            }
        }
        this.scale = new LogScale(Math.min(lowest, highest), highest, PANEL);
    }

    /**
     * Draws one variant.
     *
     * @param compared all variants, which share one scale
     */
    public static String draw(VariantResult variant, List<VariantResult> compared, TimeAxis axis) {
        return new LatencyPicture(variant, compared, axis)
                .drawPanels("Latency quantiles over virtual time");
    }

    @Override
    void panel(OperationTotal operation, double top) {
        scale.draw(svg, top);
        List<Tick> ticks = variant.ticks().stream()
                .filter(tick -> tick.load().equals(operation.load())
                        && tick.operation().equals(operation.operation()))
                .toList();
        curve(ticks, top, Latency::maxNanos, CURVES[3][1]);
        curve(ticks, top, Latency::p99Nanos, CURVES[2][1]);
        curve(ticks, top, Latency::p95Nanos, CURVES[1][1]);
        curve(ticks, top, Latency::p50Nanos, CURVES[0][1]);
        errors(ticks, top);
        for (Silences.Silence silence :
                Silences.of(variant, operation.load(), operation.operation())) {
            silence(silence, top);
        }
    }

    @Override
    void legend(double xOfFirst, double y) {
        double x = xOfFirst;
        for (String[] curve : CURVES) {
            svg.line(x, y - 4, x + 18, y - 4, curve[1]);
            svg.label(x + 22, y, curve[0], "");
            x += 56;
        }
        svg.path(Svg.diamond(x + 6, y - 4), "fill=\"#d9308c\"", "");
        svg.label(x + 16, y, "errors", "");
    }

    private void curve(List<Tick> ticks, double top, ToLongFunction<Latency> value, String style) {
        StringBuilder points = new StringBuilder();
        boolean pen = false;
        for (Tick tick : ticks) {
            if (tick.latency().count() == 0) {
                pen = false;
                continue;
            }
            points.append(pen ? 'L' : 'M');
            points.append(Svg.number(middle(tick))).append(' ');
            points.append(Svg.number(scale.y(value.applyAsLong(tick.latency()) / 1e6, top)));
            pen = true;
        }
        if (points.length() > 0) {
            svg.path(points.toString(), "fill=\"none\" " + style, "");
        }
    }

    private void errors(List<Tick> ticks, double top) {
        long before = 0;
        for (Tick tick : ticks) {
            long errors = tick.errorsTotal() - before;
            before = tick.errorsTotal();
            if (errors > 0) {
                svg.path(
                        Svg.diamond(middle(tick), top + 6),
                        "fill=\"#d9308c\"",
                        errors + " errors before " + TimeAxis.seconds(tick.atNanos()));
            }
        }
    }

    private void silence(Silences.Silence silence, double top) {
        double from = axis.x(silence.fromNanos());
        double width = axis.x(silence.untilNanos()) - from;
        double y = top + PANEL - 20;
        svg.rect(
                from,
                y,
                width,
                14,
                "fill=\"#ffffff\" stroke=\"#d9308c\" stroke-width=\"0.8\"",
                silence.words() + ", from " + TimeAxis.seconds(silence.fromNanos()));
        boolean inside = width > 110;
        svg.label(
                inside ? from + 4 : from + width + 4,
                y + 11,
                silence.words(),
                "fill=\"#a30664\" font-size=\"10\" font-weight=\"bold\"");
    }

    private double middle(Tick tick) {
        return axis.x(tick.atNanos() - tick.intervalNanos() / 2);
    }
}
