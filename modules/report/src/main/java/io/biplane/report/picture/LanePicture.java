package io.biplane.report.picture;

import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.VariantResult;

import java.util.List;
import java.util.Locale;

/** Who had what over time: one lane a range or node, coloured by node, gaps labelled with their length in milliseconds. */
public final class LanePicture {
    private static final double LANE = 17;
    /** Eight colours that stay apart for most colour-blind readers; the node's name is in the segment as well. */
    private static final String[] COLOURS = {
        "#4063d8", "#e08e0b", "#2f9e44", "#c2255c", "#1098ad", "#8a5a00", "#7048e8", "#495057"
    };
    /** Gaps shorter than this are not labelled: the lane would be all labels. */
    private static final long GAP_LABEL_NANOS = 1_000_000L;

    private LanePicture() {}

    public static String draw(
            String title, List<Lane> lanes, VariantResult variant, TimeAxis axis) {
        Svg svg = new Svg();
        double height = 6 + lanes.size() * LANE;
        axis.bands(svg, variant.faults(), 4, height);
        double y = 4;
        for (Lane lane : lanes) {
            lane(svg, lane, axis, y);
            y += LANE;
        }
        axis.draw(svg, y + 2);
        return svg.finish(TimeAxis.WIDTH, y + 24, title);
    }

    /** Whether anything happened in a lane: it changed hands or had a gap. */
    public static boolean isEventful(Lane lane, long endNanos) {
        return lane.segments().size() != 1
                || lane.segments().get(0).fromNanos() > 0
                || lane.segments().get(0).untilNanos() < endNanos;
    }

    private static void lane(Svg svg, Lane lane, TimeAxis axis, double y) {
        svg.label(8, y + 12, lane.subject(), "");
        long reached = 0;
        for (Lane.Segment segment : lane.segments()) {
            gap(svg, lane, axis, reached, segment.fromNanos(), y);
            double from = axis.x(segment.fromNanos());
            double width = axis.x(segment.untilNanos()) - from;
            svg.rect(
                    from,
                    y + 2,
                    width,
                    LANE - 4,
                    "fill=\"" + colour(segment.value()) + "\" fill-opacity=\"0.8\"",
                    tooltip(lane, segment));
            if (width > 26) {
                svg.label(from + 4, y + 12, segment.value(), "fill=\"#ffffff\" font-size=\"10\"");
            }
            reached = segment.untilNanos();
        }
        gap(svg, lane, axis, reached, axis.endNanos(), y);
    }

    private static void gap(Svg svg, Lane lane, TimeAxis axis, long from, long until, double y) {
        if (until - from < GAP_LABEL_NANOS || lane.kind() == Lane.Kind.NODE) {
            return;
        }
        double x = axis.x(from);
        String length =
                String.format(Locale.ROOT, "%,d ms", (until - from) / 1_000_000).replace(',', ' ');
        svg.rect(
                x,
                y + 2,
                axis.x(until) - x,
                LANE - 4,
                "fill=\"#ffffff\" stroke=\"#d9308c\" stroke-width=\"0.8\"",
                "nobody for " + length);
        svg.label(x + 3, y + 12, length, "fill=\"#a30664\" font-size=\"10\" font-weight=\"bold\"");
    }

    private static String tooltip(Lane lane, Lane.Segment segment) {
        return lane.subject() + ": " + segment.value()
                + (segment.detail().isEmpty() ? "" : " (" + segment.detail() + ")") + ", "
                + TimeAxis.seconds(segment.fromNanos()) + " to "
                + TimeAxis.seconds(segment.untilNanos());
    }

    private static String colour(String value) {
        if (value.matches("n[0-9]+")) {
            return COLOURS[(Integer.parseInt(value.substring(1)) - 1) % COLOURS.length];
        }
        return switch (value) {
            case "LIVE" -> "#2f9e44";
            case "DRAINING", "DRAINED" -> "#e08e0b";
            default -> "#868e96";
        };
    }
}
