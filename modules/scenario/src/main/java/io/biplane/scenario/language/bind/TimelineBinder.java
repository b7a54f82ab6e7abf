package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.grammar.StepKeys;
import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.grammar.VerbShape;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;
import io.biplane.scenario.timeline.Condition;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.scenario.timeline.Trigger;
import io.biplane.scenario.timeline.Verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Binds the steps of the timeline. */
final class TimelineBinder {
    private final Known known;
    private final VerbBinder verbs;

    TimelineBinder(Known known) {
        this.known = known;
        this.verbs = new VerbBinder(known);
    }

    /** The steps without problems, in file order. */
    List<TimelineStep> bind(List<Fields> steps) {
        List<TimelineStep> bound = new ArrayList<>();
        for (Fields step : steps) {
            if (step.isBroken()) {
                checkSoundParts(step);
            } else {
                bound.add(bindStep(step));
            }
        }
        return bound;
    }

    /** A mistake in one part of a step hides none of what its other parts refer to. */
    private void checkSoundParts(Fields step) {
        VerbKeys.VERBS.stream()
                .filter(verb -> step.has(VerbKeys.key(verb)) && step.isSure(VerbKeys.key(verb)))
                .forEach(verb -> verbs.bind(verb.word(), step.value(VerbKeys.key(verb))));
        step.optional(StepKeys.WHEN).ifPresent(this::check);
        step.optional(StepKeys.AFTER).ifPresent(after -> checkAfter(step, after));
    }

    private TimelineStep bindStep(Fields step) {
        VerbShape shape = VerbKeys.VERBS.stream()
                .filter(verb -> step.has(VerbKeys.key(verb)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a step without a verb was bound"));
        Verb verb = verbs.bind(shape.word(), step.value(VerbKeys.key(shape)));
        checkCombination(step, verb);
        String id = step.value(StepKeys.ID);
        return new TimelineStep(
                id, StepIds.group(id), trigger(step), verb, lasting(step), step.mark());
    }

    private static OptionalLong lasting(Fields step) {
        Optional<Long> written = step.optional(StepKeys.FOR);
        return written.isPresent() ? OptionalLong.of(written.get()) : OptionalLong.empty();
    }

    private Trigger trigger(Fields step) {
        long wait = step.value(StepKeys.WAIT);
        Optional<Long> at = step.optional(StepKeys.AT);
        if (at.isPresent()) {
            return new Trigger.At(at.get());
        }
        Optional<Condition> when = step.optional(StepKeys.WHEN);
        if (when.isPresent()) {
            check(when.get());
            return new Trigger.When(when.get(), wait);
        }
        String after = step.value(StepKeys.AFTER);
        checkAfter(step, after);
        return new Trigger.After(after, wait);
    }

    private void checkAfter(Fields step, String after) {
        SourcePosition mark = step.mark(StepKeys.AFTER);
        known.checkStep(after, mark);
        if (VerbKeys.words().contains(after)) {
            report(mark, "'after' takes the id of a step, and '" + after + "' is a verb");
        }
    }

    private void check(Condition condition) {
        if (condition instanceof Condition.Node node) {
            known.checkTarget(node.node());
        } else if (condition instanceof Condition.Finalized finalized) {
            known.checkVirtualCluster(finalized.virtualCluster(), finalized.mark());
        }
    }

    private void checkCombination(Fields step, Verb verb) {
        boolean timed = step.has(StepKeys.AT);
        boolean delayed = step.has(StepKeys.WAIT) && step.value(StepKeys.WAIT) > 0;
        if (timed && delayed) {
            report(step.mark(StepKeys.WAIT), "'wait' goes with 'when' and 'after', not with 'at'");
        }
        if (step.has(StepKeys.BETWEEN)) {
            report(step.mark(StepKeys.BETWEEN), "'between' goes with 'every'");
        }
        if (step.has(StepKeys.FOR) && !verb.facts().takesFor()) {
            known.context()
                    .report(
                            step.mark(StepKeys.FOR),
                            Problem.Kind.MEANING,
                            "'" + verb.name() + "' ends by itself and takes no 'for'",
                            "verbs that last: " + String.join(", ", VerbKeys.wordsWithFor()));
        }
    }

    private void report(SourcePosition mark, String message) {
        known.context().report(mark, Problem.Kind.MEANING, message);
    }
}
