package io.biplane.report.page;

import io.biplane.report.picture.CloseUpPicture;
import io.biplane.report.picture.LanePicture;
import io.biplane.report.picture.LatencyPicture;
import io.biplane.report.picture.RatePicture;
import io.biplane.report.picture.RawLatencyPicture;
import io.biplane.report.picture.SeriesPicture;
import io.biplane.report.picture.Svg;
import io.biplane.report.picture.TimeAxis;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.Lane;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.VariantResult;

import java.util.List;
import java.util.Locale;

/** The pictures and verdicts of one variant. */
final class VariantSection {
    private final RunResult result;
    private final VariantResult variant;
    private final TimeAxis axis;
    private final StringBuilder html;

    private VariantSection(RunResult result, VariantResult variant, StringBuilder html) {
        this.result = result;
        this.variant = variant;
        this.axis = new TimeAxis(variant.endedAtNanos());
        this.html = html;
    }

    static void write(RunResult result, VariantResult variant, StringBuilder html) {
        new VariantSection(result, variant, html).write();
    }

    private void write() {
        String label = variant.variant().label();
        html.append("<h2>")
                .append(label.isEmpty() ? "The run" : Svg.escape(label))
                .append("</h2>\n");
        html.append(
                "<h3>Latency</h3>\n<p>Grey bands: while a step of the timeline lasts. The scale is ");
        html.append("logarithmic: the same distance is the same factor.</p>\n");
        html.append(LatencyPicture.draw(variant, result.variants(), axis));
        folded("Every single operation", RawLatencyPicture.draw(variant, result.variants(), axis));
        folded("Operations a second", RatePicture.draw(variant, result.variants(), axis));
        causes();
        closeUps();
        html.append("<h3>Nodes</h3>\n");
        html.append(LanePicture.draw("Nodes", lanesOf(Lane.Kind.NODE), variant, axis));
        lanes(
                Lane.Kind.LEASE,
                "Leases",
                "Who may serve each range. A white gap is time in which nobody may.");
        lanes(
                Lane.Kind.LEADER,
                "Raft leaders",
                "Who leads each range's Raft group. A white gap is time without a leader.");
        verdicts();
    }

    private void folded(String summary, String picture) {
        html.append("<details><summary>").append(summary).append("</summary>\n");
        html.append(picture).append("</details>\n");
    }

    private void causes() {
        html.append(
                "<h3>Where it comes from</h3>\n<p>The timeline's steps, then what makes statements ");
        html.append("slower, counted each half second:</p><ul>");
        for (Series series : variant.series()) {
            html.append("<li><b>").append(Svg.escape(series.title())).append("</b>: ");
            html.append(Svg.escape(series.explanation())).append("</li>");
        }
        html.append("</ul>\n").append(SeriesPicture.draw(variant, axis));
    }

    private void closeUps() {
        List<String> pictures = CloseUpPicture.drawAll(variant);
        if (!pictures.isEmpty()) {
            html.append(
                    "<h3>Close up</h3>\n<p>Every operation is a dot at the moment it was due; below, ");
            html.append("each event that costs time, to the hundredth of a second.</p>\n");
            pictures.forEach(html::append);
        }
    }

    private List<Lane> lanesOf(Lane.Kind kind) {
        return variant.lanes().stream().filter(lane -> lane.kind() == kind).toList();
    }

    private void lanes(Lane.Kind kind, String title, String words) {
        List<Lane> all = lanesOf(kind);
        List<Lane> eventful = all.stream()
                .filter(lane -> LanePicture.isEventful(lane, axis.endNanos()))
                .toList();
        List<Lane> still = all.stream().filter(lane -> !eventful.contains(lane)).toList();
        html.append("<h3>").append(title).append("</h3>\n<p>").append(words).append("</p>\n");
        if (!eventful.isEmpty()) {
            html.append(LanePicture.draw(title, eventful, variant, axis));
        }
        if (!still.isEmpty()) {
            folded(
                    still.size() + " that never changed hands",
                    LanePicture.draw(title, still, variant, axis));
        }
    }

    private void verdicts() {
        html.append(
                "<h3>Expectations</h3>\n<table cellpadding=\"4\"><tr><th></th><th>expected</th>");
        html.append("<th>seen</th><th>at</th></tr>\n");
        for (CheckResult check : variant.checks()) {
            verdict(
                    check.outcome(),
                    check.name(),
                    check.detail(),
                    check.atNanos().orElse(-1));
        }
        for (ThresholdResult threshold : variant.thresholds()) {
            String step = threshold.step().isEmpty() ? "" : " [" + threshold.step() + "]";
            verdict(
                    threshold.outcome(),
                    threshold.threshold().text() + step,
                    threshold.measured(),
                    threshold.atNanos().orElse(-1));
        }
        html.append("</table>\n");
        variant.notes()
                .forEach(note -> html.append("<p class=\"bad\">")
                        .append(Svg.escape(note))
                        .append("</p>\n"));
    }

    private void verdict(Outcome outcome, String expected, String seen, long atNanos) {
        String mark = switch (outcome) {
            case HELD -> "✓";
            case BROKEN -> "✗";
            case UNKNOWN -> "?";
        };
        html.append("<tr class=\"").append(outcome.name().toLowerCase(Locale.ROOT));
        html.append("\"><td>").append(mark).append("</td><td>").append(Svg.escape(expected));
        html.append("</td><td>").append(Svg.escape(seen)).append("</td><td class=\"n\">");
        html.append(atNanos < 0 ? "" : TimeAxis.seconds(atNanos)).append("</td></tr>\n");
    }
}
