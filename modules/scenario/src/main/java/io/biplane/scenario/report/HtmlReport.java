package io.biplane.scenario.report;

import io.biplane.scenario.result.CheckResult;
import io.biplane.scenario.result.Lane;
import io.biplane.scenario.result.Latency;
import io.biplane.scenario.result.OperationTotal;
import io.biplane.scenario.result.Outcome;
import io.biplane.scenario.result.Phase;
import io.biplane.scenario.result.ReportWriter;
import io.biplane.scenario.result.RunResult;
import io.biplane.scenario.result.Series;
import io.biplane.scenario.result.ThresholdResult;
import io.biplane.scenario.result.VariantResult;
import io.biplane.scenario.result.Verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code report.html}: one self-contained page without script, and its pictures as files of their own. */
public final class HtmlReport implements ReportWriter {
    @Override
    public String format() {
        return "html";
    }

    @Override
    public void write(RunResult result, Path folder) throws IOException {
        Page page = new Page(result);
        Files.writeString(folder.resolve("report.html"), page.render(), StandardCharsets.UTF_8);
        for (VariantResult variant : result.variants()) {
            TimeAxis axis = new TimeAxis(variant.endedAtNanos());
            String suffix =
                    result.variants().size() == 1 ? "" : "-" + variant.variant().label();
            String latency = new LatencyPicture(result.variants()).draw(variant, axis);
            Files.writeString(
                    folder.resolve("latency-quantiles" + suffix + ".svg"),
                    latency,
                    StandardCharsets.UTF_8);
            String causes = SeriesPicture.draw(variant, axis);
            Files.writeString(
                    folder.resolve("causes" + suffix + ".svg"), causes, StandardCharsets.UTF_8);
            List<Lane> lanes = Page.lanesOf(variant, Lane.Kind.LEASE);
            String leases = LanePicture.draw("Leases over virtual time", lanes, variant, axis);
            Files.writeString(
                    folder.resolve("ranges" + suffix + ".svg"), leases, StandardCharsets.UTF_8);
        }
    }

    /** The page as it grows. */
    private static final class Page {
        private final RunResult result;
        private final StringBuilder html = new StringBuilder(65_536);

        Page(RunResult result) {
            this.result = result;
        }

        String render() {
            head();
            summary();
            phases();
            for (VariantResult variant : result.variants()) {
                variant(variant);
            }
            reading();
            html.append("</main></body></html>\n");
            return html.toString();
        }

        static List<Lane> lanesOf(VariantResult variant, Lane.Kind kind) {
            return variant.lanes().stream().filter(lane -> lane.kind() == kind).toList();
        }

        private void head() {
            String title = Svg.escape(result.header().first().title());
            html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                    .append(title)
                    .append(
                            "</title><meta name=\"viewport\" content=\"width=device-width\">\n<style>")
                    .append(STYLE)
                    .append("</style></head><body bgcolor=\"#ffffff\"><main>\n<h1>")
                    .append(title)
                    .append("</h1>\n");
        }

        private void summary() {
            html.append("<p class=\"verdict ").append(css(result.verdict())).append("\"><b>");
            html.append(result.verdict()).append("</b> ").append(inWords()).append("</p>\n<p>");
            html.append(Svg.escape(result.header().first().description())).append("</p>\n");
            html.append("<p class=\"meta\">seed ")
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

        private void phases() {
            html.append(
                    "<h2>What the client felt, phase by phase</h2>\n<p>Response times count from the moment an ");
            html.append(
                    "operation was <i>due</i>, so waiting for a connection is in them.</p>\n<table><tr>");
            boolean several = result.variants().size() > 1;
            for (String column : COLUMNS) {
                html.append(column.equals("variant") && !several ? "" : "<th>" + column + "</th>");
            }
            html.append("</tr>\n");
            for (String name : phaseNames()) {
                for (VariantResult variant : result.variants()) {
                    variant.phases().stream()
                            .filter(phase -> phase.name().equals(name))
                            .forEach(phase ->
                                    phaseRows(phase, several ? variant.variant().label() : ""));
                }
            }
            html.append("</table>\n");
        }

        private List<String> phaseNames() {
            List<String> names = new ArrayList<>();
            for (VariantResult variant : result.variants()) {
                for (Phase phase : variant.phases()) {
                    if (!names.contains(phase.name())) {
                        names.add(phase.name());
                    }
                }
            }
            return names;
        }

        private void phaseRows(Phase phase, String variant) {
            for (OperationTotal total : phase.operations()) {
                if (total.ok() + total.errors() == 0) {
                    continue;
                }
                Latency latency = total.response();
                html.append("<tr><td>").append(Svg.escape(phase.name())).append("</td>");
                html.append(variant.isEmpty() ? "" : "<td>" + Svg.escape(variant) + "</td>");
                html.append("<td>")
                        .append(Svg.escape(total.virtualCluster() + " · " + total.load()));
                html.append(" ").append(Svg.escape(total.operation())).append("</td>");
                cell(total.ok());
                html.append(total.errors() > 0 ? "<td class=\"bad\">" : "<td class=\"n\">");
                html.append(total.errors()).append("</td>");
                for (long nanos : new long[] {
                    latency.p50Nanos(), latency.p95Nanos(), latency.p99Nanos(), latency.maxNanos()
                }) {
                    html.append("<td class=\"n\">").append(ms(nanos)).append("</td>");
                }
                html.append("</tr>\n");
            }
        }

        private void cell(long value) {
            html.append("<td class=\"n\">").append(value).append("</td>");
        }

        private void variant(VariantResult variant) {
            String label = variant.variant().label();
            TimeAxis axis = new TimeAxis(variant.endedAtNanos());
            html.append("<h2>")
                    .append(label.isEmpty() ? "The run" : Svg.escape(label))
                    .append("</h2>\n");
            html.append(
                    "<h3>Latency</h3>\n<p>Grey bands: while a step of the timeline lasts. The scale is ");
            html.append("logarithmic: each line is ten times the one below.</p>\n");
            html.append(new LatencyPicture(result.variants()).draw(variant, axis));
            html.append(
                    "<h3>Where it comes from</h3>\n<p>The timeline's steps, then counts each half second:</p><ul>");
            for (Series series : variant.series()) {
                html.append("<li><b>").append(Svg.escape(series.title())).append("</b>: ");
                html.append(Svg.escape(series.explanation())).append("</li>");
            }
            html.append("</ul>\n").append(SeriesPicture.draw(variant, axis));
            closeUps(variant);
            html.append("<h3>Nodes</h3>\n");
            html.append(LanePicture.draw("Nodes", lanesOf(variant, Lane.Kind.NODE), variant, axis));
            lanes(
                    variant,
                    Lane.Kind.LEASE,
                    "Leases",
                    "Who may serve each range. A gap is time in which nobody may.",
                    axis);
            lanes(
                    variant,
                    Lane.Kind.LEADER,
                    "Raft leaders",
                    "Who leads each range's Raft group.",
                    axis);
            verdicts(variant);
        }

        private void closeUps(VariantResult variant) {
            List<String> pictures = CloseUpPicture.drawAll(variant);
            if (!pictures.isEmpty()) {
                html.append(
                        "<h3>Close up</h3>\n<p>Every operation is a dot at the moment it was due; below, each event ");
                html.append("that costs time, to the hundredth of a second.</p>\n");
                pictures.forEach(html::append);
            }
        }

        private void lanes(
                VariantResult variant, Lane.Kind kind, String title, String words, TimeAxis axis) {
            List<Lane> all = lanesOf(variant, kind);
            List<Lane> eventful = all.stream()
                    .filter(lane -> LanePicture.isEventful(lane, axis.endNanos()))
                    .toList();
            List<Lane> still =
                    all.stream().filter(lane -> !eventful.contains(lane)).toList();
            html.append("<h3>").append(title).append("</h3>\n<p>").append(words).append("</p>\n");
            if (!eventful.isEmpty()) {
                html.append(LanePicture.draw(title, eventful, variant, axis));
            }
            if (!still.isEmpty()) {
                html.append("<details><summary>").append(still.size());
                html.append(" that never changed hands</summary>\n");
                html.append(LanePicture.draw(title, still, variant, axis)).append("</details>\n");
            }
        }

        private void verdicts(VariantResult variant) {
            html.append(
                    "<h3>Expectations</h3>\n<table><tr><th></th><th>expected</th><th>seen</th><th>at</th></tr>\n");
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
            html.append("<tr class=\"")
                    .append(outcome.name().toLowerCase(Locale.ROOT))
                    .append("\"><td>");
            html.append(mark).append("</td><td>").append(Svg.escape(expected)).append("</td><td>");
            html.append(Svg.escape(seen)).append("</td><td class=\"n\">");
            html.append(atNanos < 0 ? "" : TimeAxis.seconds(atNanos)).append("</td></tr>\n");
        }

        private void reading() {
            html.append(
                    "<h2>How to read this page</h2>\n<ul><li>All times are <b>virtual</b>: seconds in the simulated ");
            html.append(
                    "world. The same build, scenario and seed give this page again, byte for byte.</li><li>A ");
            html.append(
                    "<b>range</b> is a piece of the data with replicas on several nodes; its <b>leaseholder</b> is ");
            html.append(
                    "the one replica that may serve it; its <b>Raft leader</b> orders its writes.</li><li>A ");
            html.append(
                    "<b>virtual cluster</b> is a data plane with its own SQL servers, one on each node, above the ");
            html.append(
                    "shared control plane.</li><li>✓ held, ✗ broken, ? could not be decided (nothing was measured, ");
            html.append("or it never happened).</li></ul>\n");
        }

        private static String ms(long nanos) {
            return nanos == 0 ? "–" : String.format(Locale.ROOT, "%.1f", nanos / 1e6);
        }

        private static String css(Verdict verdict) {
            return verdict.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String[] COLUMNS = {
        "phase", "variant", "load", "ok", "errors", "p50 ms", "p95 ms", "p99 ms", "max ms"
    };

    private static final String STYLE =
            "body{margin:0;font:15px/1.45 Helvetica,Arial,sans-serif;color:#243b53}"
                    + "main{max-width:1160px;margin:0 auto;padding:16px 20px 60px}h1{font-size:26px;margin:8px 0}"
                    + "h2{font-size:20px;margin:36px 0 6px;border-bottom:1px solid #d9e2ec;padding-bottom:4px}"
                    + "h3{font-size:16px;margin:22px 0 4px}p,ul{max-width:860px}table{border-collapse:collapse;font-size:14px}"
                    + "th,td{padding:3px 10px;text-align:left;border-bottom:1px solid #e4e7eb}th{background:#f5f7fa}"
                    + "td.n{text-align:right;font-variant-numeric:tabular-nums}.bad,tr.broken td:nth-child(-n+3){color:#a30664;"
                    + "font-weight:bold}tr.unknown td{color:#b4540a}.verdict{padding:8px 12px;border-radius:6px;"
                    + "background:#e3f9e5}.verdict.failed{background:#ffe3ec}.verdict.inconclusive,.verdict.interrupted"
                    + "{background:#fff3c4}.meta{color:#627d98;font-size:13px}summary{cursor:pointer}";
}
