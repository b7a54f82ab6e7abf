package io.biplane.report.picture;

import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Tick;
import io.biplane.testbed.result.VariantResult;

import java.util.List;

/** The variants of a run in one picture: what the slowest of a hundred operations took, one line a variant, one panel an operation. */
public final class ComparePicture extends OperationPanels {
    /** Colour and dashes, told apart without colour too. */
    private static final String[] LINES = {
        "stroke=\"#0967d2\" stroke-width=\"2\"",
        "stroke=\"#e08e0b\" stroke-width=\"2\" stroke-dasharray=\"7 3\"",
        "stroke=\"#2f9e44\" stroke-width=\"2\" stroke-dasharray=\"2 3\"",
        "stroke=\"#8719e0\" stroke-width=\"2\" stroke-dasharray=\"9 3 2 3\""
    };

    private final List<VariantResult> compared;
    private final LogScale scale;

    private ComparePicture(List<VariantResult> compared, TimeAxis axis) {
        super(compared.get(0), axis);
        this.compared = compared;
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (VariantResult one : compared) {
            for (Tick tick : one.ticks()) {
                if (tick.latency().count() > 0) {
                    lowest = Math.min(lowest, tick.latency().p99Nanos() / 1e6);
                    highest = Math.max(highest, tick.latency().p99Nanos() / 1e6);
                }
            }
        }
        this.scale = new LogScale(Math.min(lowest, highest), highest, PANEL);
    }

    /** Draws all variants; the bands are those of the first. */
    public static String draw(List<VariantResult> compared) {
        long end =
                compared.stream().mapToLong(VariantResult::endedAtNanos).max().orElse(0);
        return new ComparePicture(compared, new TimeAxis(end))
                .drawPanels("99th percentile of latency, side by side");
    }

    @Override
    String unit() {
        return "p99";
    }

    @Override
    void panel(OperationTotal operation, double top) {
        scale.draw(svg, top);
        for (int i = 0; i < compared.size(); i++) {
            StringBuilder points = new StringBuilder();
            boolean pen = false;
            for (Tick tick : compared.get(i).ticks()) {
                if (!tick.load().equals(operation.load())
                        || !tick.operation().equals(operation.operation())) {
                    continue;
                }
                if (tick.latency().count() == 0) {
                    pen = false;
                    continue;
                }
                points.append(pen ? 'L' : 'M');
                points.append(Svg.number(axis.x(tick.atNanos() - tick.intervalNanos() / 2)));
                points.append(' ');
                points.append(Svg.number(scale.y(tick.latency().p99Nanos() / 1e6, top)));
                pen = true;
            }
            if (points.length() > 0) {
                svg.path(points.toString(), "fill=\"none\" " + LINES[i % LINES.length], "");
            }
        }
    }

    @Override
    void legend(double right, double y) {
        double x = TimeAxis.LEFT;
        for (int i = 0; i < compared.size(); i++) {
            String label = compared.get(i).variant().label();
            svg.line(x, y - 4, x + 30, y - 4, LINES[i % LINES.length]);
            svg.label(x + 35, y, label, "");
            x += 60 + label.length() * 6;
        }
    }
}
