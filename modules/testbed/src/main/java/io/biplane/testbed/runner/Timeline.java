package io.biplane.testbed.runner;

import io.biplane.kernel.sim.Simulation;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.scenario.timeline.Trigger;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunObserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Fires the steps of a scenario when their triggers say so, and keeps when each began and was complete. */
final class Timeline {
    /** How often conditions are looked at. Our choice: well below any modelled time-out. */
    private static final long POLL_NANOS = 50_000_000L;

    private final Simulation simulation;
    private final RunObserver observer;
    private final VerbExecutor executor;
    private final Conditions conditions;
    private final List<StepState> steps = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();
    private final long zeroNanos;

    /** One step on its way. */
    private static final class StepState {
        final TimelineStep step;
        /** Whether its trigger has come; a delay may still run. */
        boolean triggered;
        /** Since zero; -1 before it fired. */
        long firedAtNanos = -1;
        /** Since zero; -1 before it was complete. */
        long completedAtNanos = -1;

        String label = "";

        StepState(TimelineStep step) {
            this.step = step;
        }
    }

    Timeline(
            Simulation simulation,
            Scenario scenario,
            VerbExecutor executor,
            Conditions conditions,
            RunObserver observer,
            long zeroNanos) {
        this.simulation = simulation;
        this.executor = executor;
        this.conditions = conditions;
        this.observer = observer;
        this.zeroNanos = zeroNanos;
        scenario.timeline().forEach(step -> steps.add(new StepState(step)));
    }

    /** Arms every trigger. */
    void start() {
        boolean polls = false;
        for (StepState state : steps) {
            if (state.step.trigger() instanceof Trigger.At at) {
                state.triggered = true;
                simulation.at(zeroNanos + at.atNanos(), () -> fire(state));
            } else {
                polls |= state.step.trigger() instanceof Trigger.When;
            }
        }
        if (polls) {
            poll();
        }
    }

    /** What the timeline did, in the order it fired. */
    List<FaultWindow> windows() {
        return steps.stream()
                .filter(state -> state.firedAtNanos >= 0)
                .sorted(java.util.Comparator.comparingLong(state -> state.firedAtNanos))
                .map(this::window)
                .toList();
    }

    /** Outcomes of the steps' own demands: refusals and rows. */
    List<CheckResult> checks() {
        return List.copyOf(checks);
    }

    /** Steps that never fired, with what they waited for. */
    List<String> neverFired() {
        return steps.stream()
                .filter(state -> state.firedAtNanos < 0)
                .map(state -> "step " + state.step.id() + " never fired: " + state.step.trigger())
                .toList();
    }

    private void poll() {
        boolean waiting = false;
        for (StepState state : steps) {
            if (!state.triggered && state.step.trigger() instanceof Trigger.When when) {
                if (conditions.holds(when.condition())) {
                    state.triggered = true;
                    simulation.after(when.delayNanos(), () -> fire(state));
                } else {
                    waiting = true;
                }
            }
        }
        if (waiting) {
            simulation.after(POLL_NANOS, this::poll);
        }
    }

    private void fire(StepState state) {
        executor.begin(state.step, new VerbExecutor.Progress() {
            @Override
            public void began(String label) {
                state.firedAtNanos = simulation.nowNanos() - zeroNanos;
                state.label = label;
                observer.stepFired(window(state));
            }

            @Override
            public void complete() {
                if (state.completedAtNanos < 0) {
                    state.completedAtNanos = simulation.nowNanos() - zeroNanos;
                    observer.stepCompleted(window(state));
                    fireFollowers(state);
                }
            }

            @Override
            public void note(String text) {
                observer.note(simulation.nowNanos() - zeroNanos, text);
            }

            @Override
            public void check(Outcome outcome, String name, String detail) {
                checks.add(new CheckResult(
                        name,
                        CheckResult.Kind.STEP,
                        outcome,
                        detail,
                        OptionalLong.of(simulation.nowNanos() - zeroNanos),
                        Optional.empty(),
                        state.step.mark()));
                observer.note(simulation.nowNanos() - zeroNanos, name + ": " + detail);
            }
        });
    }

    private void fireFollowers(StepState done) {
        for (StepState state : steps) {
            if (!state.triggered
                    && state.step.trigger() instanceof Trigger.After after
                    && isDone(after.stepId(), done)) {
                state.triggered = true;
                simulation.after(after.delayNanos(), () -> fire(state));
            }
        }
    }

    private boolean isDone(String idOrGroup, StepState latest) {
        if (latest.step.id().equals(idOrGroup)) {
            return true;
        }
        return latest.step.group().equals(idOrGroup)
                && steps.stream()
                        .filter(state -> state.step.group().equals(idOrGroup))
                        .allMatch(state -> state.completedAtNanos >= 0);
    }

    private FaultWindow window(StepState state) {
        return new FaultWindow(
                state.step.id(),
                state.step.verb().facts(),
                state.label,
                state.step.lasts(),
                state.firedAtNanos,
                state.completedAtNanos < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(state.completedAtNanos),
                state.step.mark());
    }
}
