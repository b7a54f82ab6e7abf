package io.biplane.report.console;

import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.Phase;
import io.biplane.testbed.result.RunResult;
import io.biplane.testbed.result.Series;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.VariantResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Prints what a run came to: totals, latencies by phase, causes, checks, thresholds, verdict. */
public final class Summary {
    private final Style style;
    private final boolean full;
    private final Consumer<String> out;

    /**
     * A summary.
     *
     * @param full with totals, phases and causes; without, checks and thresholds only ({@code
     *     --summary compact})
     * @param out gets each line, without its end
     */
    public Summary(Style style, boolean full, Consumer<String> out) {
        this.style = style;
        this.full = full;
        this.out = out;
    }

    /** Everything but the last lines. */
    public void print(RunResult result) {
        for (VariantResult variant : result.variants()) {
            if (!variant.variant().label().isEmpty()) {
                line("");
                line("=== " + variant.variant().label() + " ===");
            }
            if (full) {
                totals(variant);
                phases(variant);
                causes(variant);
            }
            checks(variant);
            thresholds(variant);
            notes(variant);
        }
        if (result.variants().size() > 1) {
            sideBySide(result);
        }
    }

    /**
     * The last lines: verdict, report, replay command.
     *
     * @param report path of the report page, if one was written
     * @param wallNanos how long the run took
     */
    public void end(RunResult result, Optional<String> report, long wallNanos) {
        long virtualNanos = result.variants().stream()
                .mapToLong(VariantResult::endedAtNanos)
                .sum();
        line("");
        line(Rows.format(
                "  %s  %s  seed=%d   virtual %s in %s wall   trace %s",
                style.verdict(result.verdict()),
                result.header().first().name(),
                result.header().first().seed(),
                Rows.time(virtualNanos),
                Rows.time(wallNanos),
                String.join(",", digests(result))));
        report.ifPresent(path -> line("  report  " + path));
        line("  replay  " + result.header().replayCommand());
    }

    private static List<String> digests(RunResult result) {
        return result.variants().stream().map(VariantResult::digest).toList();
    }

    private void totals(VariantResult variant) {
        for (OperationTotal whole : variant.virtualClusters()) {
            line("");
            line(Rows.totals("__total"));
            variant.operations().stream()
                    .filter(total -> total.virtualCluster().equals(whole.virtualCluster()))
                    .forEach(total -> line(Rows.total(total, variant.endedAtNanos(), name(total))));
            line("");
            line(Rows.totals("__result"));
            line(Rows.total(whole, variant.endedAtNanos(), whole.virtualCluster()));
        }
    }

    private void phases(VariantResult variant) {
        if (variant.phases().isEmpty()) {
            return;
        }
        block("PHASES");
        int width = Math.max(
                30,
                variant.phases().stream()
                                .flatMap(phase -> phase.operations().stream())
                                .mapToInt(total -> name(total).length())
                                .max()
                                .orElse(0)
                        + 6);
        line(Rows.format(
                "    %-" + width + "s %9s %8s %9s %9s %9s %9s %12s",
                "",
                "ops",
                "errors",
                "p50(ms)",
                "p95(ms)",
                "p99(ms)",
                "pMax(ms)",
                "service p99"));
        for (Phase phase : variant.phases()) {
            line("    " + style.plain(phase.name()) + "   "
                    + style.dim(Rows.window(phase.fromNanos(), phase.untilNanos())));
            for (OperationTotal total : phase.operations()) {
                line(Rows.format(
                        "      %-" + (width - 2) + "s %9d %8d %9s %9s %9s %9s %12s",
                        name(total),
                        total.ok(),
                        total.errors(),
                        figure(total, total.response().p50Nanos()),
                        figure(total, total.response().p95Nanos()),
                        figure(total, total.response().p99Nanos()),
                        figure(total, total.response().maxNanos()),
                        figure(total, total.service().p99Nanos())));
            }
        }
    }

    /** Milliseconds; of no operations a dash. */
    private static String figure(OperationTotal total, long nanos) {
        return total.ok() == 0 ? "-" : Rows.format("%.1f", Rows.millis(nanos));
    }

    private static String name(OperationTotal total) {
        return total.virtualCluster() + ": " + total.load() + " " + total.operation();
    }

    private void causes(VariantResult variant) {
        if (variant.series().isEmpty()) {
            return;
        }
        block("CAUSES");
        for (Series series : variant.series()) {
            line(Rows.format(
                    "    %-16s %8s   %s",
                    series.title(),
                    Rows.grouped(series.total()),
                    style.plain(peak(series) + series.explanation())));
        }
    }

    private static String peak(Series series) {
        return series.points().stream()
                .max(java.util.Comparator.comparingLong(Series.Point::count))
                .map(point ->
                        Rows.format("most at %s (%d)  ", Rows.time(point.atNanos()), point.count()))
                .orElse("");
    }

    private void checks(VariantResult variant) {
        if (variant.checks().isEmpty()) {
            return;
        }
        block("CHECKS");
        int width = variant.checks().stream()
                .mapToInt(check -> check.name().length())
                .max()
                .orElse(0);
        for (CheckResult check : variant.checks()) {
            StringBuilder text = new StringBuilder(
                    Rows.format("%-" + width + "s   %s", check.name(), check.detail()));
            if (check.outcome() == Outcome.BROKEN && check.atNanos().isPresent()) {
                text.append(Rows.format(
                        ", first at %.3fs", Rows.seconds(check.atNanos().getAsLong())));
            }
            check.pointer().ifPresent(pointer -> text.append("  ").append(pointer));
            marked(check.outcome(), text.toString(), check.mark().toString());
        }
    }

    private void thresholds(VariantResult variant) {
        if (variant.thresholds().isEmpty()) {
            return;
        }
        block("THRESHOLDS");
        int width = variant.thresholds().stream()
                .mapToInt(result -> text(result).length())
                .max()
                .orElse(0);
        for (ThresholdResult result : variant.thresholds()) {
            StringBuilder text = new StringBuilder(Rows.format(
                    "%-" + width + "s   %s",
                    text(result),
                    result.threshold().metric().text() + " = " + result.measured()));
            if (result.outcome() == Outcome.BROKEN && result.atNanos().isPresent()) {
                text.append(
                        Rows.format(" at %.1fs", Rows.seconds(result.atNanos().getAsLong())));
            }
            text.append(
                    style.dim("   (" + Rows.window(result.fromNanos(), result.untilNanos()) + ")"));
            marked(result.outcome(), text.toString(), result.threshold().mark().toString());
        }
    }

    /**
     * The threshold as written; with the step's id when its scope names a verb that several steps
     * have.
     */
    private static String text(ThresholdResult result) {
        String text = result.threshold().text();
        boolean named = result.step().isEmpty() || text.contains(result.step());
        return named ? text : text + " (" + result.step() + ")";
    }

    private void marked(Outcome outcome, String text, String mark) {
        line("    " + style.sign(outcome) + " " + style.plain(text)
                + (outcome == Outcome.HELD ? "" : "  " + style.dim(mark)));
    }

    private void notes(VariantResult variant) {
        if (!variant.notes().isEmpty()) {
            block("NOTES");
            variant.notes().forEach(note -> line("    " + style.plain(note)));
        }
    }

    private void sideBySide(RunResult result) {
        block("SIDE BY SIDE   p50 / p99 / max in ms, errors");
        List<String> rows = new ArrayList<>();
        int count = result.variants().stream()
                .mapToInt(variant -> variant.phases().size())
                .min()
                .orElse(0);
        List<VariantResult> variants = result.variants();
        StringBuilder head = new StringBuilder(Rows.format("    %-44s", ""));
        variants.forEach(
                variant -> head.append(Rows.format(" %34s", variant.variant().label())));
        rows.add(head.toString());
        for (int i = 0; i < count; i++) {
            Phase first = variants.get(0).phases().get(i);
            for (int k = 0; k < first.operations().size(); k++) {
                rows.add(sideBySideRow(variants, i, k));
            }
        }
        rows.forEach(this::line);
    }

    private String sideBySideRow(List<VariantResult> variants, int phase, int operation) {
        Phase first = variants.get(0).phases().get(phase);
        OperationTotal named = first.operations().get(operation);
        StringBuilder row = new StringBuilder(Rows.format(
                "    %-44s",
                style.plain(first.name()) + " " + named.load() + " " + named.operation()));
        for (VariantResult variant : variants) {
            List<OperationTotal> own = variant.phases().get(phase).operations();
            if (operation >= own.size()) {
                continue;
            }
            OperationTotal total = own.get(operation);
            row.append(Rows.format(
                    " %34s",
                    Rows.format(
                            "%s / %s / %s, %d",
                            figure(total, total.response().p50Nanos()),
                            figure(total, total.response().p99Nanos()),
                            figure(total, total.response().maxNanos()),
                            total.errors())));
        }
        return row.toString();
    }

    private void block(String title) {
        line("");
        line(style.heading(style.plain(title)));
    }

    private void line(String text) {
        out.accept(text);
    }
}
