package io.biplane.report.picture;

import io.biplane.testbed.detail.RawSample;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.VariantResult;

import java.util.List;

/**
 * Every operation, at the moment it was due, over how long it took; one panel an operation, logarithmic. Operations that ended ok
 * and fall on the same point are drawn once.
 */
public final class RawLatencyPicture extends OperationPanels {
    private final LogScale scale;

    private RawLatencyPicture(VariantResult variant, List<VariantResult> compared, TimeAxis axis) {
        super(variant, axis);
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (VariantResult one : compared) {
            for (RawSample sample : one.details().operations()) {
                lowest = Math.min(lowest, sample.responseNanos() / 1e6);
                highest = Math.max(highest, sample.responseNanos() / 1e6);
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
        return new RawLatencyPicture(variant, compared, axis)
                .drawPanels("Every operation: latency over virtual time");
    }

    @Override
    void panel(OperationTotal operation, double top) {
        scale.draw(svg, top);
        Dots dots = new Dots(svg);
        for (RawSample sample : variant.details().operations()) {
            if (sample.load().equals(operation.load())
                    && sample.operation().equals(operation.operation())) {
                dots.add(
                        sample,
                        axis.x(sample.dueAtNanos()),
                        scale.y(sample.responseNanos() / 1e6, top));
            }
        }
        dots.finish(1.4);
    }

    @Override
    void legend(double x, double y) {
        Dots.legend(svg, x + 80, y);
    }
}
