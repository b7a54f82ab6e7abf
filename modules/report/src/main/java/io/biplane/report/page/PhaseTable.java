package io.biplane.report.page;

import io.biplane.report.picture.Svg;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Phase;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.VariantResult;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Latencies and errors by phase, one row an operation, one group of columns a variant; what is worse than before stands out. */
final class PhaseTable {
    private static final String[] FIGURES = {"ok", "errors", "p50", "p95", "p99", "max"};
    /** From this factor over the first phase on, a latency stands out. Our choice. */
    private static final long FELT_FACTOR = 2;
    /** A quantile stands out when it is of at least so many operations. */
    private static final long COUNT_MIN = 10;
    /** Longer tables show what stands out only, the rest on request. */
    private static final int PHASES_MAX = 9;
    /** Ground of a cell that stands out; an attribute, so that it shows without style sheets. */
    private static final String FELT = " bgcolor=\"#ffe8cc\"";

    private static final String ERRORS = " bgcolor=\"#ffe3ec\"";

    private final RunResult result;
    private final StringBuilder html;

    private PhaseTable(RunResult result, StringBuilder html) {
        this.result = result;
        this.html = html;
    }

    static void write(RunResult result, StringBuilder html) {
        PhaseTable table = new PhaseTable(result, html);
        List<String> all = table.phaseNames();
        if (all.size() <= PHASES_MAX) {
            table.write(all);
            return;
        }
        List<String> notable = all.stream()
                .filter(name -> name.equals(all.get(0)) || table.standsOut(name))
                .toList();
        html.append("<p>Only the first phase and those in which something stands out; ");
        html.append(all.size() - notable.size()).append(" others are folded below.</p>\n");
        table.write(notable);
        html.append("<details><summary>All ").append(all.size()).append(" phases</summary>\n");
        table.write(all);
        html.append("</details>\n");
    }

    /** Whether anything in a phase is coloured. */
    private boolean standsOut(String name) {
        for (VariantResult variant : result.variants()) {
            Optional<Phase> phase = phase(variant, name);
            if (phase.isEmpty()) {
                continue;
            }
            for (OperationTotal total : phase.get().operations()) {
                OperationTotal before = before(variant, total);
                boolean felt =
                        isFelt(total.response().maxNanos(), before.response().maxNanos(), COUNT_MIN)
                                || isFelt(
                                        total.response().p99Nanos(),
                                        before.response().p99Nanos(),
                                        total.ok());
                if (felt || total.errors() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private OperationTotal before(VariantResult variant, OperationTotal total) {
        return total(variant, variant.phases().get(0).name(), nameOf(total)).orElse(total);
    }

    private void write(List<String> phases) {
        head();
        for (String name : phases) {
            Set<String> operations = new LinkedHashSet<>();
            for (VariantResult variant : result.variants()) {
                phase(variant, name)
                        .ifPresent(phase -> phase.operations().forEach(total -> {
                            if (total.ok() + total.errors() > 0) {
                                operations.add(nameOf(total));
                            }
                        }));
            }
            boolean first = true;
            for (String operation : operations) {
                row(name, operation, first ? operations.size() : 0);
                first = false;
            }
        }
        html.append("</table>\n");
    }

    private void head() {
        boolean several = result.variants().size() > 1;
        html.append("<table cellpadding=\"4\"><tr>");
        html.append(several ? "<th></th><th></th>" : "");
        if (several) {
            for (VariantResult variant : result.variants()) {
                html.append("<th class=\"group\" colspan=\"")
                        .append(FIGURES.length)
                        .append("\">");
                html.append(Svg.escape(variant.variant().label())).append("</th>");
            }
            html.append("</tr>\n<tr>");
        }
        html.append("<th>phase</th><th>operation</th>");
        for (int i = 0; i < result.variants().size(); i++) {
            for (String figure : FIGURES) {
                boolean begins = figure.equals(FIGURES[0]) && several;
                html.append(begins ? "<th class=\"n group\">" : "<th class=\"n\">");
                html.append(figure).append("</th>");
            }
        }
        html.append("</tr>\n");
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

    private void row(String phase, String operation, int rowsOfPhase) {
        html.append("<tr>");
        if (rowsOfPhase > 0) {
            html.append("<td valign=\"top\" rowspan=\"").append(rowsOfPhase).append("\">");
            html.append(Svg.escape(phase)).append("</td>");
        }
        html.append("<td>").append(Svg.escape(operation)).append("</td>");
        for (VariantResult variant : result.variants()) {
            Optional<OperationTotal> total = total(variant, phase, operation);
            if (total.isPresent()) {
                figures(total.get(), before(variant, total.get()));
            } else {
                html.append("<td class=\"group\" colspan=\"")
                        .append(FIGURES.length)
                        .append("\"></td>");
            }
        }
        html.append("</tr>\n");
    }

    private void figures(OperationTotal total, OperationTotal before) {
        boolean several = result.variants().size() > 1;
        cell(String.valueOf(total.ok()), several ? "n group" : "n", "");
        cell(String.valueOf(total.errors()), "n", total.errors() > 0 ? ERRORS : "");
        cell(total.response().p50Nanos(), before.response().p50Nanos(), total.ok());
        cell(total.response().p95Nanos(), before.response().p95Nanos(), total.ok());
        cell(total.response().p99Nanos(), before.response().p99Nanos(), total.ok());
        cell(total.response().maxNanos(), before.response().maxNanos(), COUNT_MIN);
    }

    /** Of a handful of operations a quantile says nothing. */
    private static boolean isFelt(long nanos, long beforeNanos, long count) {
        return count >= COUNT_MIN && beforeNanos > 0 && nanos >= FELT_FACTOR * beforeNanos;
    }

    private void cell(long nanos, long beforeNanos, long count) {
        boolean felt = isFelt(nanos, beforeNanos, count);
        cell(
                nanos == 0 ? "–" : String.format(Locale.ROOT, "%.1f", nanos / 1e6),
                "n",
                felt ? FELT : "");
    }

    private void cell(String text, String css, String ground) {
        html.append("<td align=\"right\" class=\"").append(css).append('"').append(ground);
        html.append('>').append(text).append("</td>");
    }

    private static Optional<Phase> phase(VariantResult variant, String name) {
        return variant.phases().stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst();
    }

    private static Optional<OperationTotal> total(
            VariantResult variant, String phase, String operation) {
        return phase(variant, phase)
                .flatMap(found -> found.operations().stream()
                        .filter(total -> nameOf(total).equals(operation))
                        .findFirst());
    }

    private static String nameOf(OperationTotal total) {
        return total.virtualCluster() + ": " + total.load() + " " + total.operation();
    }
}
