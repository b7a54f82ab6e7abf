package io.biplane.report.picture;

import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.VariantResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A step and the seconds around it: each operation a dot, each costly event a tick, on a fine axis of time. */
public final class CloseUpPicture {
    private static final int STEPS_MAX = 6;
    private static final double PLOT = 150;
    private static final double LANE = 18;
    private static final double TOP = 24;
    private static final double LOWEST_MS = 0.5;

    private final VariantResult variant;
    private final FaultWindow step;
    private final long fromNanos;
    private final long untilNanos;
    private final double highestMs;
    private final Svg svg = new Svg();

    private CloseUpPicture(VariantResult variant, FaultWindow step) {
        this.variant = variant;
        this.step = step;
        long end = step.untilNanos().orElse(step.fromNanos());
        long length = Math.min(end - step.fromNanos(), 20_000_000_000L);
        long around = Math.max(250_000_000L, Math.min(1_000_000_000L, length / 4));
        this.fromNanos = Math.max(0, step.fromNanos() - around);
        this.untilNanos = Math.min(
                variant.endedAtNanos(), step.fromNanos() + length + Math.max(around, slowTail()));
        double highest = 10;
        for (RawSample sample : variant.details().operations()) {
            if (isInside(sample.dueAtNanos())) {
                highest = Math.max(highest, sample.responseNanos() / 1e6);
            }
        }
        this.highestMs = highest * 1.2;
    }

    /** Close-ups of the first steps that have operations around them. */
    public static List<String> drawAll(VariantResult variant) {
        List<String> pictures = new ArrayList<>();
        for (FaultWindow step : variant.faults()) {
            if (pictures.size() < STEPS_MAX) {
                CloseUpPicture picture = new CloseUpPicture(variant, step);
                if (picture.fromNanos < picture.untilNanos) {
                    pictures.add(picture.draw());
                }
            }
        }
        return pictures;
    }

    /** How long after the step operations were still slow: the picture should show the end of it. */
    private long slowTail() {
        long ordinary = 20_000_000L;
        long last = 0;
        long end = step.untilNanos().orElse(step.fromNanos());
        for (RawSample sample : variant.details().operations()) {
            boolean near = sample.dueAtNanos() >= end && sample.dueAtNanos() < end + 4_000_000_000L;
            if (near && sample.responseNanos() > ordinary) {
                last = Math.max(last, sample.dueAtNanos() - end + 200_000_000L);
            }
        }
        return last;
    }

    private boolean isInside(long atNanos) {
        return atNanos >= fromNanos && atNanos < untilNanos;
    }

    private String draw() {
        svg.label(8, 14, step.label(), "font-weight=\"bold\" font-size=\"13\"");
        Dots.legend(svg, TimeAxis.WIDTH - 210, 14);
        double bottom = TOP + PLOT;
        double end = bottom + 8 + variant.series().size() * LANE;
        double stepEnd = x(step.endNanos(untilNanos));
        if (step.lasting()) {
            svg.rect(
                    x(step.fromNanos()),
                    TOP,
                    stepEnd - x(step.fromNanos()),
                    end - TOP,
                    "fill=\"#7b8794\" fill-opacity=\"0.14\"",
                    TimeAxis.tooltip(step, variant.endedAtNanos()));
        }
        svg.line(
                x(step.fromNanos()),
                TOP,
                x(step.fromNanos()),
                end,
                "stroke=\"#52606d\" stroke-dasharray=\"3 3\"");
        scale();
        Dots dots = new Dots(svg);
        variant.details().operations().stream()
                .filter(sample -> isInside(sample.dueAtNanos()))
                .forEach(sample ->
                        dots.add(sample, x(sample.dueAtNanos()), y(sample.responseNanos() / 1e6)));
        dots.finish(2.4);
        double y = bottom + 8;
        for (Series series : variant.series()) {
            lane(series, y);
            y += LANE;
        }
        axis(y);
        return svg.finish(TimeAxis.WIDTH, y + 24, "Close-up of " + step.label());
    }

    private void scale() {
        for (double ms :
                new double[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000}) {
            if (ms <= highestMs) {
                svg.line(
                        TimeAxis.LEFT,
                        y(ms),
                        TimeAxis.WIDTH - TimeAxis.RIGHT,
                        y(ms),
                        "stroke=\"#e4e7eb\"");
                String label = ms >= 1000 ? (long) (ms / 1000) + " s" : (long) ms + " ms";
                svg.label(TimeAxis.LEFT - 6, y(ms) + 4, label, "text-anchor=\"end\"");
            }
        }
        svg.label(8, TOP + 30, "each operation,", "fill=\"#627d98\"");
        svg.label(8, TOP + 44, "from due time", "fill=\"#627d98\"");
    }

    private void lane(Series series, double y) {
        svg.label(8, y + 12, series.title(), "");
        svg.line(
                TimeAxis.LEFT,
                y + LANE - 3,
                TimeAxis.WIDTH - TimeAxis.RIGHT,
                y + LANE - 3,
                "stroke=\"#e4e7eb\"");
        for (Series.Point point : series.points()) {
            long at = point.atNanos() - series.bucketNanos();
            if (isInside(at)) {
                double height = Math.min(LANE - 5, 4 + 2 * point.count());
                svg.rect(
                        x(at),
                        y + LANE - 3 - height,
                        2,
                        height,
                        "fill=\"#8719e0\"",
                        point.count() + " at " + TimeAxis.seconds(at));
            }
        }
    }

    private void axis(double y) {
        svg.line(TimeAxis.LEFT, y, TimeAxis.WIDTH - TimeAxis.RIGHT, y, "stroke=\"#829ab1\"");
        long length = untilNanos - fromNanos;
        long stepNanos = 10_000_000L;
        for (long candidate : new long[] {20, 50, 100, 200, 500, 1000, 2000, 5000}) {
            if (length / stepNanos > 12) {
                stepNanos = candidate * 1_000_000L;
            }
        }
        for (long at = (fromNanos + stepNanos - 1) / stepNanos * stepNanos;
                at <= untilNanos;
                at += stepNanos) {
            svg.line(x(at), y, x(at), y + 4, "stroke=\"#829ab1\"");
            svg.label(
                    Math.min(x(at), TimeAxis.WIDTH - 22),
                    y + 16,
                    String.format(Locale.ROOT, "%.2f s", at / 1e9),
                    "text-anchor=\"middle\"");
        }
    }

    private double x(long atNanos) {
        double share = (double) (Math.max(fromNanos, Math.min(untilNanos, atNanos)) - fromNanos)
                / (untilNanos - fromNanos);
        return TimeAxis.LEFT + share * (TimeAxis.WIDTH - TimeAxis.LEFT - TimeAxis.RIGHT);
    }

    private double y(double ms) {
        double share = StrictMath.log10(Math.max(LOWEST_MS, ms) / LOWEST_MS)
                / StrictMath.log10(highestMs / LOWEST_MS);
        return TOP + PLOT - Math.min(1, share) * PLOT;
    }
}
