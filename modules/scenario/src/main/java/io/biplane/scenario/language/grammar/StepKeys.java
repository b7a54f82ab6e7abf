package io.biplane.scenario.language.grammar;

import static io.biplane.scenario.language.schema.Key.defaulted;
import static io.biplane.scenario.language.schema.Key.optional;

import io.biplane.scenario.language.schema.Drawable;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.ListShape;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.language.types.Conditions;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.language.types.Quantities;
import io.biplane.scenario.timeline.Condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys of a step of the timeline, verbs apart. */
public final class StepKeys {
    public static final Key<Long> AT = optional(
            "at",
            new Drawable<>(Quantities.DURATION),
            "Trigger: the virtual time at which it fires.");
    public static final Key<Long> EVERY = optional(
            "every",
            new Drawable<>(Quantities.DURATION),
            "Trigger: it fires again and again with this interval, inside 'between'; random values "
                    + "are drawn anew each time.");
    public static final Key<Condition> WHEN = optional(
            "when", Conditions.CONDITION, "Trigger: it fires the moment the state first holds.");
    public static final Key<String> AFTER = optional(
            "after",
            Names.STEP_ID,
            "Trigger: it fires when that step is complete: a drain has ended, a node serves, a "
                    + "fault was healed.");
    public static final Key<List<Long>> BETWEEN = optional(
            "between",
            ListShape.of(Quantities.DURATION, 2),
            "First and last virtual time at which 'every' may fire: [20s, 60s].");
    public static final Key<Long> WAIT = defaulted(
            "wait",
            new Drawable<>(Quantities.DURATION),
            "0s",
            "Further delay after 'when' or 'after'.");
    public static final Key<Long> FOR = optional(
            "for",
            new Drawable<>(Quantities.DURATION),
            "After which a lasting fault ends by itself: links heal, a paused process resumes, a "
                    + "killed node is restarted.");
    public static final Key<String> ID = optional(
            "id",
            Names.STEP_ID,
            "Name for 'after', 'heal' and expect; the verb and a number by default.");

    /** The triggers' words. */
    public static final List<String> TRIGGERS = List.of("at", "every", "when", "after");

    /** One step. */
    public static final SectionShape STEP = step();

    private StepKeys() {}

    private static SectionShape step() {
        List<Key<?>> keys =
                new ArrayList<>(List.of(ID, AT, EVERY, BETWEEN, WHEN, AFTER, WAIT, FOR));
        keys.addAll(VerbKeys.asKeys());
        return new SectionShape(
                        "step",
                        "One thing that happens: exactly one trigger and exactly one verb.",
                        keys,
                        List.of(),
                        Optional.empty())
                .exactlyOne("trigger", TRIGGERS)
                .exactlyOne("verb", VerbKeys.words());
    }
}
