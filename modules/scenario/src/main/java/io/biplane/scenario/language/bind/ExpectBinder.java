package io.biplane.scenario.language.bind;

import io.biplane.scenario.expect.Bound;
import io.biplane.scenario.expect.Check;
import io.biplane.scenario.expect.Expectations;
import io.biplane.scenario.expect.Metric;
import io.biplane.scenario.expect.Scope;
import io.biplane.scenario.expect.Threshold;
import io.biplane.scenario.language.grammar.ExpectShape;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.schema.Suggestion;
import io.biplane.scenario.language.types.BoundText;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds what is expected. */
final class ExpectBinder {
    /** Checked in every run, written or not. */
    private static final List<Check.Kind> ALWAYS = List.of(
            Check.Kind.RAFT_SAFETY, Check.Kind.SINGLE_LEASEHOLDER, Check.Kind.TENANT_ISOLATION);

    private final Known known;
    private final List<String> variantLabels;
    private final List<String> choices;

    /**
     * A binder.
     *
     * @param variantLabels of all variants of the file
     * @param variant label of the one that is bound
     */
    ExpectBinder(Known known, List<String> variantLabels, String variant) {
        this.known = known;
        this.variantLabels = variantLabels;
        this.choices = List.of(variant.split(","));
    }

    /** The expectations; the default checks are marked at {@code title}. */
    Expectations bind(ExpectShape.Expected expected, SourcePosition title) {
        List<Check> checks = new ArrayList<>();
        List<Check> written = expected.always().stream()
                .filter(check -> check.variant().map(choices::contains).orElse(true))
                .toList();
        for (Check.Kind kind : ALWAYS) {
            checks.add(written.stream()
                    .filter(check -> check.kind() == kind)
                    .findFirst()
                    .orElse(new Check(kind, Optional.empty(), title)));
        }
        written.stream().filter(check -> !ALWAYS.contains(check.kind())).forEach(checks::add);
        expected.always().forEach(this::checkLoad);
        expected.always()
                .forEach(check ->
                        check.variant().ifPresent(label -> checkVariant(label, check.mark())));
        List<Threshold> thresholds = new ArrayList<>();
        for (var scope : expected.scopes()) {
            checkScope(scope.key(), scope.mark());
            for (var entry : scope.value()) {
                bindThreshold(scope, entry).ifPresent(thresholds::add);
            }
        }
        return new Expectations(checks, expected.sometimes(), thresholds);
    }

    private void checkLoad(Check check) {
        if (check.load().isEmpty()) {
            return;
        }
        Optional<LoadSpec> load = known.checkLoad(check.load().get(), check.mark());
        Optional<LoadSpec.Workload> needed = switch (check.kind()) {
            case LINEARIZABLE, SPAN_COUNTS -> Optional.of(LoadSpec.Workload.KV);
            case BANK_TOTAL -> Optional.of(LoadSpec.Workload.BANK);
            case NO_LOST_WRITES, RAFT_SAFETY, SINGLE_LEASEHOLDER, TENANT_ISOLATION, VERSION_ORDER ->
                Optional.empty();
        };
        if (load.isPresent() && needed.isPresent() && load.get().workload() != needed.get()) {
            report(
                    check.mark(),
                    "check '" + check.kind().word() + "' is for workload " + word(needed.get())
                            + ", and load '" + load.get().name() + "' is "
                            + word(load.get().workload()));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void checkScope(Scope scope, SourcePosition mark) {
        step(scope.window()).ifPresent(step -> known.checkStep(step, mark));
        scope.virtualCluster().ifPresent(name -> known.checkVirtualCluster(name, mark));
        scope.variant().ifPresent(label -> checkVariant(label, mark));
    }

    private void checkVariant(String label, SourcePosition mark) {
        if (variantLabels.stream().noneMatch(known -> List.of(known.split(",")).contains(label))) {
            known.context()
                    .report(
                            mark,
                            Problem.Kind.MEANING,
                            "'compare' has no variant '" + label + "'"
                                    + Suggestion.hint(label, variantLabels),
                            "variants: " + String.join("; ", variantLabels));
        }
    }

    private static Optional<String> step(Scope.Window window) {
        if (window instanceof Scope.During during) {
            return Optional.of(during.step());
        }
        if (window instanceof Scope.Within within) {
            return Optional.of(within.step());
        }
        if (window instanceof Scope.Before before) {
            return before.step();
        }
        return window instanceof Scope.After after ? after.step() : Optional.empty();
    }

    private Optional<Threshold> bindThreshold(
            MapShape.Named<Scope, ?> scope, MapShape.Named<Metric, BoundText> entry) {
        Metric metric = entry.key();
        boolean fits = checkMetric(metric, scope.key(), entry.mark());
        Optional<Bound> bound = bound(metric, entry.value(), entry.mark());
        return bound.filter(known -> fits)
                .map(limit -> new Threshold(
                        metric,
                        scope.key(),
                        limit,
                        metric.text() + " " + limit.text()
                                + (scope.text().equals("overall") ? "" : " " + scope.text()),
                        entry.mark()));
    }

    private boolean checkMetric(Metric metric, Scope scope, SourcePosition mark) {
        if (metric instanceof Metric.StepDuration && !(scope.window() instanceof Scope.During)) {
            report(mark, "'duration' is of a step and stands under 'during <step>'");
            return false;
        }
        if (!(metric instanceof Metric.OfLoad ofLoad)) {
            return true;
        }
        Optional<LoadSpec> load = known.checkLoad(ofLoad.load(), mark);
        if (load.isPresent() && ofLoad.operation().isPresent()) {
            List<String> operations = operations(load.get().workload());
            String operation = ofLoad.operation().get();
            if (!operations.contains(operation)) {
                report(
                        mark,
                        "workload " + word(load.get().workload()) + " has no operation '"
                                + operation + "'" + Suggestion.hint(operation, operations));
                return false;
            }
        }
        return true;
    }

    private static List<String> operations(LoadSpec.Workload workload) {
        return workload == LoadSpec.Workload.KV
                ? List.of("read", "write", "span")
                : List.of("transfer", "balance");
    }

    private Optional<Bound> bound(Metric metric, BoundText text, SourcePosition mark) {
        if (text.unit().isEmpty()) {
            return Optional.of(new Bound.TimesBefore(text.comparison(), text.value(), text.text()));
        }
        if (text.unit().get() != metric.unit()) {
            known.context()
                    .report(
                            mark,
                            Problem.Kind.MEANING,
                            "'" + metric.text() + "' is " + describe(metric.unit()) + ", so '"
                                    + text.text().substring(text.text().indexOf(' ') + 1)
                                    + "' cannot be its bound",
                            "write it like " + example(metric.unit()));
            return Optional.empty();
        }
        return Optional.of(new Bound.Absolute(text.comparison(), text.value(), text.text()));
    }

    private static String describe(Metric.Unit unit) {
        return switch (unit) {
            case DURATION -> "a duration";
            case COUNT -> "a count";
            case RATE -> "a rate";
            case PERCENT -> "a percentage";
        };
    }

    private static String example(Metric.Unit unit) {
        return switch (unit) {
            case DURATION -> "< 400ms";
            case COUNT -> "0 or < 10";
            case RATE -> "at least 450/s";
            case PERCENT -> "at least 99%";
        };
    }

    private void report(SourcePosition mark, String message) {
        known.context().report(mark, Problem.Kind.MEANING, message);
    }
}
