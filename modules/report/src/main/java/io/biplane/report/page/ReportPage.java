package io.biplane.report.page;

import io.biplane.report.picture.ComparePicture;
import io.biplane.report.picture.Svg;
import io.biplane.report.picture.TimeAxis;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import java.util.List;
import java.util.Locale;

/** The report page as it grows, from the verdict to the small print. */
final class ReportPage {
    private final RunResult result;
    private final StringBuilder html = new StringBuilder(262_144);

    ReportPage(RunResult result) {
        this.result = result;
    }

    String render() {
        head();
        summary();
        stories();
        html.append(
                "<h2>What the clients felt, phase by phase</h2>\n<p>Milliseconds from the moment an ");
        html.append(
                "operation was <i>due</i>, so waiting for a connection is in them. Coloured: at ");
        html.append("least twice as slow as in the first phase, or errors.</p>\n");
        PhaseTable.write(result, html);
        if (result.variants().size() > 1) {
            html.append(
                    "<h2>Side by side</h2>\n<p>The slowest of a hundred operations, second by ");
            html.append("second, in each variant.</p>\n");
            html.append(ComparePicture.draw(result.variants()));
        }
        for (VariantResult variant : result.variants()) {
            VariantSection.write(result, variant, html);
        }
        reading();
        html.append("</main></body></html>\n");
        return html.toString();
    }

    private void head() {
        String title = Svg.escape(result.header().first().title());
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title><meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta name=\"color-scheme\" content=\"light\">\n<style>")
                .append(STYLE)
                .append("</style></head><body bgcolor=\"#ffffff\" text=\"")
                .append(Svg.INK)
                .append("\"><main>\n<h1>")
                .append(title)
                .append("</h1>\n");
    }

    private void summary() {
        html.append("<p class=\"verdict ")
                .append(result.verdict().name().toLowerCase(Locale.ROOT))
                .append("\"><b>");
        html.append(result.verdict()).append("</b> ").append(inWords()).append("</p>\n");
        broken();
        html.append("<p>").append(Svg.escape(result.header().first().description()));
        html.append("</p>\n<p class=\"meta\">seed ")
                .append(result.header().first().seed());
        html.append(" · build ").append(Svg.escape(result.header().buildId()));
        for (VariantResult variant : result.variants()) {
            html.append(" · digest ").append(variant.digest());
        }
        html.append("<br>again: <code>").append(Svg.escape(result.header().replayCommand()));
        html.append("</code></p>\n");
    }

    private String inWords() {
        long broken = 0;
        long all = 0;
        for (VariantResult variant : result.variants()) {
            all += variant.checks().size() + variant.thresholds().size();
            broken += variant.checks().stream()
                    .filter(c -> c.outcome() == Outcome.BROKEN)
                    .count();
            broken += variant.thresholds().stream()
                    .filter(t -> t.outcome() == Outcome.BROKEN)
                    .count();
        }
        return broken == 0
                ? all + " expectations, none broken"
                : broken + " of " + all + " expectations broken";
    }

    /** What is broken stands at the top of the page. */
    private void broken() {
        for (VariantResult variant : result.variants()) {
            String label = variant.variant().label();
            String where = label.isEmpty() ? "" : " (" + label + ")";
            variant.checks().stream()
                    .filter(check -> check.outcome() == Outcome.BROKEN)
                    .forEach(check -> broken(check.name() + where, check.detail()));
            variant.thresholds().stream()
                    .filter(threshold -> threshold.outcome() == Outcome.BROKEN)
                    .forEach(threshold ->
                            broken(threshold.threshold().text() + where, threshold.measured()));
        }
    }

    private void broken(String expected, String seen) {
        html.append("<p class=\"bad\">✗ ").append(Svg.escape(expected)).append(": ");
        html.append(Svg.escape(seen)).append("</p>\n");
    }

    private void stories() {
        html.append("<h2>What happened</h2>\n");
        for (VariantResult variant : result.variants()) {
            List<Story.Line> lines = Story.of(variant);
            if (!variant.variant().label().isEmpty()) {
                html.append("<h3>")
                        .append(Svg.escape(variant.variant().label()))
                        .append("</h3>\n");
            }
            html.append("<table cellpadding=\"3\">\n");
            for (Story.Line line : lines) {
                html.append("<tr class=\"")
                        .append(line.voice().word())
                        .append("\"><td nowrap class=\"n\">");
                html.append(TimeAxis.seconds(line.atNanos())).append("</td><td>");
                html.append(line.voice().word()).append("</td><td>");
                html.append(line.voice() == Story.Voice.TIMELINE ? "<b>" : "");
                html.append(Svg.escape(line.text()));
                html.append(line.voice() == Story.Voice.TIMELINE ? "</b>" : "");
                html.append("</td></tr>\n");
            }
            html.append("</table>\n");
            files(variant);
        }
    }

    private void files(VariantResult variant) {
        String suffix = PictureFiles.suffix(result, variant);
        String folder = suffix.isEmpty() ? "" : variant.variant().label() + "/";
        html.append("<p class=\"meta\">beside this page: ");
        link("messages" + suffix + ".svg", "every message around the first step");
        link("timeline" + suffix + ".html", "every operation, client by client");
        link(folder + "history.txt", "history");
        link(folder + "events.jsonl", "events");
        link(folder + "nodes/", "logs of the nodes");
        html.setLength(html.length() - " · ".length());
        html.append("</p>\n");
    }

    private void link(String file, String words) {
        html.append("<a href=\"").append(Svg.escape(file)).append("\">").append(words);
        html.append("</a> · ");
    }

    private void reading() {
        html.append(
                "<h2>How to read this page</h2>\n<ul><li>All times are <b>virtual</b>: seconds in ");
        html.append(
                "the simulated world. The same build, scenario and seed give this page again, byte ");
        html.append(
                "for byte.</li><li>A <b>range</b> is a piece of the data with replicas on several ");
        html.append(
                "nodes; its <b>leaseholder</b> is the one replica that may serve it; its <b>Raft ");
        html.append(
                "leader</b> orders its writes.</li><li>A <b>virtual cluster</b> is a data plane with ");
        html.append(
                "its own SQL servers, one on each node, above the shared control plane.</li><li>");
        html.append("✓ held, ✗ broken, ? could not be decided (nothing was measured, or it never ");
        html.append("happened).</li></ul>\n");
    }

    private static final String STYLE =
            "body{margin:0;font:15px/1.45 Helvetica,Arial,sans-serif;color:#243b53}"
                    + "main{max-width:1160px;margin:0 auto;padding:16px 20px 60px}h1{font-size:26px;margin:8px 0}"
                    + "h2{font-size:20px;margin:36px 0 6px;border-bottom:1px solid #d9e2ec;padding-bottom:4px}"
                    + "h3{font-size:16px;margin:22px 0 4px}p,ul{max-width:860px}table{border-collapse:collapse;font-size:14px}"
                    + "th,td{padding:3px 9px;text-align:left;border-bottom:1px solid #e4e7eb}th{background:#f5f7fa}"
                    + "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.group{border-left:2px solid #bcccdc}"
                    + ".bad,tr.broken td:nth-child(-n+3){color:#a30664;font-weight:bold}tr.unknown td{color:#b4540a}"
                    + "tr.timeline td{background:#f0f4f8}tr.clients td{color:#8f1d5b}"
                    + ".verdict{padding:8px 12px;border-radius:6px;background:#e3f9e5}.verdict.failed{background:#ffe3ec}"
                    + ".verdict.inconclusive,.verdict.interrupted{background:#fff3c4}.meta{color:#627d98;font-size:13px}"
                    + "summary{cursor:pointer}";
}
