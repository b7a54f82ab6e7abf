package io.biplane.testbed.golden;

import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.result.CheckResult;
import io.biplane.testbed.result.FaultWindow;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.result.RunObserver;
import io.biplane.testbed.result.ThresholdResult;
import io.biplane.testbed.result.VariantResult;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes down what a run does, as golden files have it. */
final class StepLog implements RunObserver {
    /** Checked in every run; told when they are not held, or when the file names them. */
    private static final Set<String> DEFAULT_CHECKS =
            Set.of("raft_safety", "single_leaseholder", "tenant_isolation");

    private final List<String> shownKinds;
    private final String scenario;
    /** What is put right behind it, for the final reads, is no part of the run. */
    private long horizonNanos;

    private final StringBuilder text = new StringBuilder();

    /**
     * An empty log.
     *
     * @param shownKinds kinds of state changes that get a line
     * @param scenario text of the file
     */
    StepLog(List<String> shownKinds, String scenario) {
        this.shownKinds = List.copyOf(shownKinds);
        this.scenario = scenario;
    }

    @Override
    public void variantStarted(Scenario scenario) {
        horizonNanos = scenario.horizonNanos();
        if (!scenario.variant().label().isEmpty()) {
            text.append("variant ").append(scenario.variant().label()).append('\n');
        }
    }

    @Override
    public void stepFired(FaultWindow window) {
        line(window.fromNanos(), window.step() + ": " + window.label());
    }

    @Override
    public void stepCompleted(FaultWindow window) {
        line(window.untilNanos().orElseThrow(), window.step() + " is done");
    }

    @Override
    public void note(long atNanos, String note) {
        if (atNanos <= horizonNanos) {
            line(atNanos, "note " + note);
        }
    }

    @Override
    public void change(long atNanos, String host, StateChange change) {
        if (atNanos < horizonNanos && shownKinds.contains(change.kind())) {
            line(
                    atNanos,
                    "  " + host + " " + change.kind()
                            + change.fields().stream()
                                    .map(field -> " " + field.name() + "=" + field.value())
                                    .collect(Collectors.joining()));
        }
    }

    @Override
    public void variantEnded(VariantResult result) {
        result.checks().stream()
                .filter(check -> !DEFAULT_CHECKS.contains(check.name())
                        || scenario.contains(check.name())
                        || check.outcome() != Outcome.HELD)
                .forEach(this::verdict);
        result.thresholds().forEach(this::verdict);
        result.notes().forEach(note -> text.append("open    ").append(note).append('\n'));
    }

    /** The last line. */
    void end(String ending) {
        text.append(ending).append('\n');
    }

    private void verdict(CheckResult check) {
        verdict(
                check.outcome(),
                check.name(),
                check.detail() + at(check.outcome(), check.atNanos()));
    }

    private void verdict(ThresholdResult result) {
        String step = result.step().isEmpty() ? "" : " (" + result.step() + ")";
        verdict(
                result.outcome(),
                result.threshold().text() + step,
                result.measured() + at(result.outcome(), result.atNanos()));
    }

    /** Where something broken was first or worst, as the console has it. */
    private static String at(Outcome outcome, OptionalLong atNanos) {
        return outcome == Outcome.BROKEN && atNanos.isPresent()
                ? String.format(Locale.ROOT, " at %.3fs", atNanos.getAsLong() / 1e9)
                : "";
    }

    private void verdict(Outcome outcome, String what, String found) {
        String word = switch (outcome) {
            case HELD -> "held    ";
            case BROKEN -> "BROKEN  ";
            case UNKNOWN -> "open    ";
        };
        text.append(word).append(what).append(": ").append(found).append('\n');
    }

    private void line(long atNanos, String what) {
        text.append(String.format(Locale.ROOT, "%8.3fs %s\n", atNanos / 1e9, what));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
