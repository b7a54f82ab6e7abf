package io.biplane.testbed.verdict;

import io.biplane.scenario.expect.Bound;
import io.biplane.scenario.expect.LoadMetric;
import io.biplane.scenario.expect.Metric;
import io.biplane.scenario.expect.Threshold;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.ThresholdResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Measures each threshold of a scenario in each window its scope means. */
public final class ThresholdEvaluator {
    private final Windows windows;
    private final List<Samples> loads;
    private final EventCounts events;
    /** What is true of this variant: {@code key=value} each. */
    private final List<String> choices;

    private final long endNanos;

    /** How often a kind of state change happened in [from, until). */
    @FunctionalInterface
    public interface EventCounts {
        long between(String kind, long fromNanos, long untilNanos);
    }

    public ThresholdEvaluator(
            Scenario scenario,
            List<FaultWindow> faults,
            List<Samples> loads,
            EventCounts events,
            long endNanos) {
        this.windows = new Windows(scenario, faults, endNanos);
        this.loads = List.copyOf(loads);
        this.events = events;
        this.choices = List.of(scenario.variant().label().split(","));
        this.endNanos = endNanos;
    }

    /** One result a threshold and window, in file order. */
    public List<ThresholdResult> evaluate(List<Threshold> thresholds) {
        List<ThresholdResult> results = new ArrayList<>();
        for (Threshold threshold : thresholds) {
            Optional<String> only = threshold.scope().variant();
            if (only.isPresent() && !choices.contains(only.get())) {
                continue;
            }
            List<Windows.Named> found = windows.of(threshold.scope().window());
            if (found.isEmpty()) {
                results.add(new ThresholdResult(
                        threshold,
                        "",
                        Outcome.UNKNOWN,
                        "its step never happened",
                        0,
                        0,
                        OptionalLong.empty()));
            }
            for (Windows.Named window : found) {
                results.add(evaluate(threshold, window));
            }
        }
        return results;
    }

    private ThresholdResult evaluate(Threshold threshold, Windows.Named named) {
        OptionalDouble value = measure(threshold, named);
        Outcome outcome = Outcome.UNKNOWN;
        String measured = "no operations";
        if (value.isPresent() && threshold.bound() instanceof Bound.Absolute absolute) {
            outcome = held(absolute.comparison().holds(value.getAsDouble(), absolute.limit()));
            measured = Units.text(threshold.metric().unit(), value.getAsDouble());
        } else if (value.isPresent() && threshold.bound() instanceof Bound.TimesBefore times) {
            OptionalDouble base = measure(threshold, new Windows.Named("", windows.before()));
            if (base.isPresent() && base.getAsDouble() > 0) {
                double ratio = value.getAsDouble() / base.getAsDouble();
                outcome = held(times.comparison().holds(ratio, times.factor()));
                measured = String.format(
                        Locale.ROOT,
                        "%.2fx before (%s, was %s)",
                        ratio,
                        Units.text(threshold.metric().unit(), value.getAsDouble()),
                        Units.text(threshold.metric().unit(), base.getAsDouble()));
            } else {
                measured = "nothing to compare with before the first step";
            }
        }
        return new ThresholdResult(
                threshold,
                named.step(),
                outcome,
                measured,
                named.window().fromNanos(),
                named.window().untilNanos(),
                value.isPresent() ? whereWorst(threshold, named.window()) : OptionalLong.empty());
    }

    private static Outcome held(boolean holds) {
        return holds ? Outcome.HELD : Outcome.BROKEN;
    }

    private OptionalDouble measure(Threshold threshold, Windows.Named named) {
        Metric metric = threshold.metric();
        Samples.Window window = named.window();
        if (metric instanceof Metric.OfEvents counted) {
            return OptionalDouble.of(
                    events.between(counted.stateChange(), window.fromNanos(), window.untilNanos()));
        }
        if (metric instanceof Metric.StepDuration) {
            return windows.faultsOf(named.step()).stream()
                    .filter(fault -> fault.untilNanos().isPresent())
                    .mapToDouble(fault -> fault.untilNanos().getAsLong() - fault.fromNanos())
                    .max();
        }
        Metric.OfLoad ofLoad = (Metric.OfLoad) metric;
        Optional<Samples> samples = samplesOf(ofLoad, threshold);
        return samples.isPresent()
                ? measure(ofLoad, samples.get(), window)
                : OptionalDouble.empty();
    }

    private Optional<Samples> samplesOf(Metric.OfLoad metric, Threshold threshold) {
        return loads.stream()
                .filter(samples -> samples.load().equals(metric.load()))
                .filter(samples -> threshold.scope().virtualCluster().isEmpty()
                        || threshold
                                .scope()
                                .virtualCluster()
                                .get()
                                .equals(samples.virtualCluster()))
                .findFirst();
    }

    private static OptionalDouble measure(
            Metric.OfLoad metric, Samples samples, Samples.Window window) {
        OperationTotal total = samples.total(metric.operation().orElse(""), window);
        long ended = total.ok() + total.errors();
        double seconds = (window.untilNanos() - window.fromNanos()) / 1e9;
        return switch (metric.metric()) {
            case ERRORS -> some(ended, total.errors());
            case REFUSED -> some(ended, total.failed());
            case UNKNOWN -> some(ended, total.unknown());
            case OPERATIONS -> OptionalDouble.of(total.ok());
            case THROUGHPUT -> OptionalDouble.of(total.ok() / seconds);
            case MEAN -> some(total.ok(), total.response().meanNanos());
            case P50 -> some(total.ok(), total.response().p50Nanos());
            case P90 -> some(total.ok(), total.response().p90Nanos());
            case P95 -> some(total.ok(), total.response().p95Nanos());
            case P99 -> some(total.ok(), total.response().p99Nanos());
            case P999 -> some(total.ok(), total.response().p999Nanos());
            case MAX -> some(total.ok(), total.response().maxNanos());
            case SERVICE_P99 -> some(total.ok(), total.service().p99Nanos());
            case UNAVAILABLE -> some(ended, samples.longestGap(window).nanos());
            case AVAILABILITY -> some(ended, ended == 0 ? 0 : 100.0 * total.ok() / ended);
        };
    }

    private static OptionalDouble some(long data, double value) {
        return data == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private OptionalLong whereWorst(Threshold threshold, Samples.Window window) {
        if (!(threshold.metric() instanceof Metric.OfLoad metric)) {
            return OptionalLong.empty();
        }
        Optional<Samples> samples = samplesOf(metric, threshold);
        if (samples.isEmpty()) {
            return OptionalLong.empty();
        }
        if (metric.metric() == LoadMetric.UNAVAILABLE) {
            return OptionalLong.of(samples.get().longestGap(window).fromNanos());
        }
        if (metric.metric().unit() == Metric.Unit.DURATION) {
            return OptionalLong.of(
                    samples.get().slowestDueAt(metric.operation().orElse(""), window));
        }
        long firstError = samples.get().firstErrorDueAt(window);
        return firstError < 0 || firstError > endNanos
                ? OptionalLong.empty()
                : OptionalLong.of(firstError);
    }
}
