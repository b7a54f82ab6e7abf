package io.biplane.testbed.verdict;

import io.biplane.scenario.expect.Bound;
import io.biplane.scenario.expect.Metric;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.OperationTotal;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.ThresholdResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Loads of which operations were due and none was acknowledged. Such a run shows nothing of what it was made for, and it is the system that
 * did not answer, so it is no open question: the run failed. Errors that the file expects, in their windows, are no such thing. What was
 * answered behind the horizon, after everything was healed, was not answered in the run.
 */
public final class UnansweredLoads {
    private UnansweredLoads() {}

    /**
     * A broken check for each load that was never answered, though it was due outside the windows in which errors are expected of it.
     *
     * @param thresholds with the windows they were measured in
     * @param endNanos the horizon
     */
    public static List<CheckResult> of(
            List<LoadSpec> loads,
            List<Samples> samples,
            List<ThresholdResult> thresholds,
            long endNanos) {
        List<CheckResult> checks = new ArrayList<>();
        for (Samples ofLoad : samples) {
            if (!isAcknowledged(ofLoad, endNanos) && hasUnexpected(ofLoad, thresholds)) {
                LoadSpec load = loads.stream()
                        .filter(spec -> spec.name().equals(ofLoad.load()))
                        .findFirst()
                        .orElseThrow();
                checks.add(new CheckResult(
                        "acknowledged(" + load.name() + ")",
                        CheckResult.Kind.ALWAYS,
                        Outcome.BROKEN,
                        due(ofLoad) + " operations were due and none was acknowledged",
                        OptionalLong.of(load.fromNanos()),
                        Optional.empty(),
                        load.mark()));
            }
        }
        return checks;
    }

    /** Whether there are loads and no operation of any was due. */
    public static boolean nothingWasDue(List<Samples> samples) {
        return !samples.isEmpty() && samples.stream().allMatch(ofLoad -> due(ofLoad) == 0);
    }

    private static long due(Samples samples) {
        OperationTotal total = samples.total("", new Samples.Window(0, Long.MAX_VALUE));
        return total.ok() + total.errors();
    }

    private static boolean isAcknowledged(Samples samples, long endNanos) {
        boolean[] found = {false};
        samples.forEach((operation, dueAt, doneAt, outcome) ->
                found[0] |= outcome == Samples.Outcome.OK && doneAt <= endNanos);
        return found[0];
    }

    private static boolean hasUnexpected(Samples samples, List<ThresholdResult> thresholds) {
        List<ThresholdResult> expecting = thresholds.stream()
                .filter(threshold -> expectsErrors(threshold, samples))
                .toList();
        boolean[] found = {false};
        samples.forEach((operation, dueAt, doneAt, outcome) -> found[0] |= expecting.stream()
                .noneMatch(threshold -> isFor(threshold, operation)
                        && threshold.fromNanos() <= dueAt
                        && dueAt < threshold.untilNanos()));
        return found[0];
    }

    private static boolean isFor(ThresholdResult result, String operation) {
        Metric.OfLoad metric = (Metric.OfLoad) result.threshold().metric();
        return metric.operation().isEmpty() || metric.operation().get().equals(operation);
    }

    /** Whether the bound would be broken by a load whose operations all end ok at once. */
    private static boolean expectsErrors(ThresholdResult result, Samples samples) {
        Optional<String> virtualCluster = result.threshold().scope().virtualCluster();
        if (!(result.threshold().metric() instanceof Metric.OfLoad metric)
                || !(result.threshold().bound() instanceof Bound.Absolute bound)
                || !metric.load().equals(samples.load())
                || virtualCluster.isPresent()
                        && !virtualCluster.get().equals(samples.virtualCluster())) {
            return false;
        }
        Bound.Comparison comparison = bound.comparison();
        return switch (metric.metric()) {
            case ERRORS, REFUSED, UNKNOWN, UNAVAILABLE -> !comparison.holds(0, bound.limit());
            case AVAILABILITY -> !comparison.holds(100, bound.limit());
            case OPERATIONS -> isNothing(bound, 1);
            case THROUGHPUT -> isNothing(bound, Double.MIN_VALUE);
            case MEAN, P50, P90, P95, P99, P999, MAX, SERVICE_P99 -> false;
        };
    }

    private static boolean isNothing(Bound.Absolute bound, double least) {
        return bound.comparison().holds(0, bound.limit())
                && !bound.comparison().holds(least, bound.limit());
    }
}
