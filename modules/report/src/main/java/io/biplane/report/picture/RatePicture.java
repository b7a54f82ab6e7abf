package io.biplane.report.picture;

import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.VariantResult;

import java.util.List;

/** Operations that ended, by second and by how they ended; one panel an operation. */
public final class RatePicture extends OperationPanels {
    private static final long COLUMN_NANOS = 1_000_000_000L;

    private final double highest;

    private RatePicture(VariantResult variant, List<VariantResult> compared, TimeAxis axis) {
        super(variant, axis);
        long most = 1;
        for (VariantResult one : compared) {
            for (OperationTotal operation : one.operations()) {
                for (RawSample.Ending ending : RawSample.Ending.values()) {
                    for (long count : counts(one, operation, ending)) {
                        most = Math.max(most, count);
                    }
                }
            }
        }
        this.highest = roundUp(most);
    }

    /**
     * Draws one variant.
     *
     * @param compared all variants, which share one scale
     */
    public static String draw(VariantResult variant, List<VariantResult> compared, TimeAxis axis) {
        return new RatePicture(variant, compared, axis)
                .drawPanels("Operations a second over virtual time");
    }

    private static long[] counts(
            VariantResult variant, OperationTotal operation, RawSample.Ending ending) {
        long[] counts =
                new long[(int) ((variant.endedAtNanos() + COLUMN_NANOS - 1) / COLUMN_NANOS)];
        for (RawSample sample : variant.details().operations()) {
            long column = sample.doneAtNanos() / COLUMN_NANOS;
            if (column < counts.length
                    && sample.ending() == ending
                    && sample.load().equals(operation.load())
                    && sample.operation().equals(operation.operation())) {
                counts[(int) column]++;
            }
        }
        return counts;
    }

    /** The next of 1, 2, 5, 10, 20 … */
    private static double roundUp(long most) {
        long step = 1;
        while (true) {
            for (long factor : new long[] {1, 2, 5}) {
                if (step * factor >= most) {
                    return step * factor;
                }
            }
            step *= 10;
        }
    }

    @Override
    String unit() {
        return "operations a second";
    }

    @Override
    void panel(OperationTotal operation, double top) {
        for (double share : new double[] {0, 0.5, 1}) {
            double y = top + PANEL - share * PANEL;
            svg.line(TimeAxis.LEFT, y, TimeAxis.WIDTH - TimeAxis.RIGHT, y, "stroke=\"#d9e2ec\"");
            svg.label(TimeAxis.LEFT - 6, y + 4, Svg.number(share * highest), "text-anchor=\"end\"");
        }
        curve(counts(variant, operation, RawSample.Ending.OK), top, Dots.OK, "");
        curve(counts(variant, operation, RawSample.Ending.INFO), top, Dots.INFO, "5 2");
        curve(counts(variant, operation, RawSample.Ending.FAIL), top, Dots.FAIL, "2 2");
    }

    private void curve(long[] counts, double top, String colour, String dashes) {
        StringBuilder points = new StringBuilder();
        boolean any = false;
        for (int i = 0; i < counts.length; i++) {
            any |= counts[i] > 0;
            points.append(i == 0 ? 'M' : 'L');
            points.append(Svg.number(axis.x(i * COLUMN_NANOS + COLUMN_NANOS / 2)))
                    .append(' ');
            points.append(Svg.number(top + PANEL - PANEL * counts[i] / highest));
        }
        if (any) {
            svg.path(
                    points.toString(),
                    "fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"1.5\""
                            + (dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\""),
                    "");
        }
    }

    @Override
    void legend(double x, double y) {
        String[][] curves = {
            {"ok", Dots.OK, ""}, {"unknown", Dots.INFO, "5 2"}, {"failed", Dots.FAIL, "2 2"}
        };
        for (int i = 0; i < curves.length; i++) {
            double from = x + new int[] {0, 56, 142}[i];
            String dashes =
                    curves[i][2].isEmpty() ? "" : " stroke-dasharray=\"" + curves[i][2] + "\"";
            svg.line(
                    from,
                    y - 4,
                    from + 18,
                    y - 4,
                    "stroke=\"" + curves[i][1] + "\" stroke-width=\"1.5\"" + dashes);
            svg.label(from + 22, y, curves[i][0], "");
        }
    }
}
