package io.biplane.scenario.language.bind;

import io.biplane.scenario.expect.Expectations;
import io.biplane.scenario.expect.Scope;
import io.biplane.scenario.expect.Threshold;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.timeline.Remedy;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.scenario.timeline.Trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out of a timeline what the key {@code faults} does not name, and with it what makes no sense any more: steps that wait for
 * or heal a step that was left out, bounds on its window, and all of {@code sometimes}, which tells what the whole timeline
 * exercises.
 */
final class Omission {
    private final List<TimelineStep> all;
    private final List<TimelineStep> kept;

    private Omission(List<TimelineStep> all, List<TimelineStep> kept) {
        this.all = all;
        this.kept = kept;
    }

    /**
     * What is left of a timeline.
     *
     * @param verbs that are carried out; empty: all
     */
    static Omission of(List<TimelineStep> timeline, Optional<List<String>> verbs) {
        List<TimelineStep> kept = new ArrayList<>(timeline);
        if (verbs.isPresent()) {
            kept.removeIf(step -> !verbs.get().contains(step.verb().name()));
            while (kept.removeIf(step -> dependsOnOther(step, timeline, kept))) {
                // What depended on a step that has just gone goes next.
            }
        }
        return new Omission(timeline, kept);
    }

    private static boolean dependsOnOther(
            TimelineStep step, List<TimelineStep> timeline, List<TimelineStep> kept) {
        List<String> needed = new ArrayList<>();
        if (step.trigger() instanceof Trigger.After after) {
            needed.add(after.stepId());
        }
        if (step.verb() instanceof Remedy.Heal heal) {
            heal.stepId().ifPresent(needed::add);
        }
        return timeline.stream()
                .filter(other -> needed.contains(other.id()) || needed.contains(other.group()))
                .anyMatch(other -> !kept.contains(other));
    }

    List<TimelineStep> timeline() {
        return List.copyOf(kept);
    }

    Expectations expectations(Expectations written) {
        if (kept.size() == all.size()) {
            return written;
        }
        return new Expectations(
                written.always(),
                List.of(),
                written.thresholds().stream().filter(this::makesSense).toList());
    }

    private boolean makesSense(Threshold threshold) {
        Scope.Window window = threshold.scope().window();
        if (window instanceof Scope.During during) {
            return isKept(during.step());
        }
        if (window instanceof Scope.Within within) {
            return isKept(within.step());
        }
        if (window instanceof Scope.Before before) {
            return before.step().map(this::isKept).orElse(true);
        }
        if (window instanceof Scope.After after) {
            return after.step().map(this::isKept).orElse(!kept.isEmpty());
        }
        return true;
    }

    private boolean isKept(String reference) {
        return kept.stream()
                .anyMatch(step -> step.id().equals(reference)
                        || step.group().equals(reference)
                        || step.verb().name().equals(reference));
    }

    Scenario.Omitted omitted(Expectations written) {
        Expectations left = expectations(written);
        return new Scenario.Omitted(
                all.size() - kept.size(),
                written.sometimes().size()
                        - left.sometimes().size()
                        + written.thresholds().size()
                        - left.thresholds().size());
    }
}
