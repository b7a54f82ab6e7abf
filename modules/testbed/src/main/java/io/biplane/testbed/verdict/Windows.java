package io.biplane.testbed.verdict;

import io.biplane.scenario.expect.Scope;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.testbed.measure.Samples;
import io.biplane.testbed.result.FaultWindow;

import java.util.ArrayList;
import java.util.List;

/** Turns the scopes of a scenario into stretches of the run that happened. */
final class Windows {
    private final Scenario scenario;
    private final List<FaultWindow> faults;
    private final long endNanos;

    Windows(Scenario scenario, List<FaultWindow> faults, long endNanos) {
        this.scenario = scenario;
        this.faults = List.copyOf(faults);
        this.endNanos = endNanos;
    }

    /** A stretch and the step it belongs to; no step for the whole run. */
    record Named(String step, Samples.Window window) {}

    /** The windows a scope means; empty when none of its steps fired. */
    List<Named> of(Scope.Window scope) {
        if (scope instanceof Scope.Whole) {
            return List.of(new Named("", new Samples.Window(0, endNanos)));
        }
        if (scope instanceof Scope.During during) {
            return forSteps(
                    during.step(), fault -> new Samples.Window(fault.fromNanos(), endOf(fault)));
        }
        if (scope instanceof Scope.Within within) {
            return forSteps(
                    within.step(),
                    fault -> new Samples.Window(
                            endOf(fault) + within.limitNanos(), nextAfter(fault)));
        }
        if (scope instanceof Scope.Before before) {
            return before.step().isEmpty()
                    ? List.of(new Named("", before()))
                    : forSteps(
                            before.step().get(), fault -> new Samples.Window(0, fault.fromNanos()));
        }
        Scope.After after = (Scope.After) scope;
        return after.step().isEmpty()
                ? List.of(new Named("", new Samples.Window(lastEnd(), endNanos)))
                : forSteps(after.step().get(), fault -> new Samples.Window(endOf(fault), endNanos));
    }

    /** From zero until the first step fired. */
    Samples.Window before() {
        long first = faults.stream().mapToLong(FaultWindow::fromNanos).min().orElse(endNanos);
        return new Samples.Window(0, first);
    }

    /** The fault windows of the steps a reference means. */
    List<FaultWindow> faultsOf(String reference) {
        List<String> ids =
                scenario.steps(reference).stream().map(TimelineStep::id).toList();
        return faults.stream().filter(fault -> ids.contains(fault.step())).toList();
    }

    private List<Named> forSteps(
            String reference, java.util.function.Function<FaultWindow, Samples.Window> windowOf) {
        List<Named> windows = new ArrayList<>();
        for (FaultWindow fault : faultsOf(reference)) {
            Samples.Window window = windowOf.apply(fault);
            if (window.fromNanos() < window.untilNanos()) {
                windows.add(new Named(fault.step(), window));
            }
        }
        return windows;
    }

    private long endOf(FaultWindow fault) {
        return fault.endNanos(endNanos);
    }

    private long nextAfter(FaultWindow fault) {
        long end = endOf(fault);
        return faults.stream()
                .mapToLong(FaultWindow::fromNanos)
                .filter(from -> from > end)
                .min()
                .orElse(endNanos);
    }

    private long lastEnd() {
        return faults.stream().mapToLong(this::endOf).max().orElse(0);
    }
}
