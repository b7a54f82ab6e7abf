package io.biplane.report.picture;

import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.VariantResult;

/** Panels one below the other, one for each virtual cluster, load and operation, over one axis of time. */
abstract class OperationPanels {
    static final double PANEL = 130;
    private static final double GAP = 16;
    private static final double LEGEND = 20;

    final VariantResult variant;
    final TimeAxis axis;
    final Svg svg = new Svg();

    OperationPanels(VariantResult variant, TimeAxis axis) {
        this.variant = variant;
        this.axis = axis;
    }

    /** Draws what one operation came to, into the panel that begins at {@code top}. */
    abstract void panel(OperationTotal operation, double top);

    /** Draws signs and their words, from {@code x} to the right. */
    abstract void legend(double x, double y);

    /** Words below the panel's name. */
    String unit() {
        return "";
    }

    /** The whole picture. */
    final String drawPanels(String title) {
        legend(TimeAxis.WIDTH - 320, 14);
        double top = LEGEND + axis.bandLabels(svg, variant.faults(), LEGEND);
        if (variant.operations().isEmpty()) {
            svg.label(TimeAxis.LEFT, top + 20, "no operation ended", Svg.PALE_INK);
            top += PANEL / 2;
        }
        for (OperationTotal operation : variant.operations()) {
            double bottom = top + PANEL;
            axis.grid(svg, top, bottom);
            axis.bands(svg, variant.faults(), top, bottom);
            svg.label(8, top + 14, operation.virtualCluster(), Svg.BOLD);
            svg.label(8, top + 30, operation.load() + " " + operation.operation(), "");
            svg.label(8, top + 46, unit(), Svg.PALE_INK);
            panel(operation, top);
            top = bottom + GAP;
        }
        axis.draw(svg, top - GAP + 2);
        return svg.finish(TimeAxis.WIDTH, top + 12, title);
    }
}
