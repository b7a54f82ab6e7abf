package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.grammar.ScenarioKeys;
import io.biplane.scenario.language.grammar.StepKeys;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.syntax.Overlay;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.language.types.Durations;
import io.biplane.scenario.language.types.Quantities;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a scenario definite: draws random values from the seed and writes repeated steps out.
 *
 * <p>Each value has a random stream of its own, named by its path (steps by id), so that a new
 * random value in one place does not change what is drawn in another.
 */
final class Drawing {
    /**
     * More firings of one step than this are a mistake. Our choice: one a second for over an hour.
     */
    private static final int FIRINGS_MAX = 5_000;

    private static final String TIMELINE = ScenarioKeys.TIMELINE.name();

    private final ReadContext context;

    private Drawing(ReadContext context) {
        this.context = context;
    }

    /** The tree without anything random in it. */
    static Tree draw(Tree tree, ReadContext context) {
        return new Drawing(context).draw(tree);
    }

    private Tree draw(Tree tree) {
        Optional<Tree> timeline =
                tree instanceof Tree.Mapping mapping ? mapping.get(TIMELINE) : Optional.empty();
        if (!(timeline.orElse(new Tree.Broken(tree.mark())) instanceof Tree.Sequence steps)) {
            return ScenarioKeys.SCENARIO.draw(tree, "", context);
        }
        List<Tree> drawn = new ArrayList<>();
        for (Tree step : StepIds.assign(steps.items())) {
            boolean repeats = step instanceof Tree.Mapping mapping
                    && mapping.get(StepKeys.EVERY.name()).isPresent();
            if (repeats) {
                drawn.addAll(firings((Tree.Mapping) step));
            } else {
                drawn.add(drawStep(step, StepIds.written(step).orElse("")));
            }
        }
        Tree rest = ScenarioKeys.SCENARIO.draw(Overlay.without(tree, TIMELINE), "", context);
        return Overlay.set(rest, TIMELINE, new Tree.Sequence(drawn, steps.mark()))
                .orElseThrow();
    }

    private Tree drawStep(Tree step, String id) {
        return StepKeys.STEP.draw(step, TIMELINE + "." + id, context);
    }

    private List<Tree> firings(Tree.Mapping step) {
        String id = StepIds.written(step).orElse("step");
        int failuresBefore = context.failures();
        StepKeys.STEP.read(drawStep(step, id + "#1"), context);
        if (context.failures() > failuresBefore) {
            return List.of(new Tree.Broken(step.mark()));
        }
        if (id.contains("#")) {
            context.report(
                    step.get(StepKeys.ID.name()).orElse(step).mark(),
                    Problem.Kind.MEANING,
                    "'" + id + "' is the name of one firing, and a step with 'every' has many",
                    "id: " + id.substring(0, id.indexOf('#')));
            return List.of(new Tree.Broken(step.mark()));
        }
        Optional<List<Long>> between = between(step);
        if (between.isEmpty()) {
            return List.of(new Tree.Broken(step.mark()));
        }
        List<Tree> firings = new ArrayList<>();
        long atNanos = between.get().get(0);
        while (atNanos <= between.get().get(1)) {
            if (firings.size() == FIRINGS_MAX) {
                context.report(
                        step.get(StepKeys.EVERY.name()).orElse(step).mark(),
                        Problem.Kind.MEANING,
                        "the step fires more than " + FIRINGS_MAX + " times");
                return List.of(new Tree.Broken(step.mark()));
            }
            String firingId = id + "#" + (firings.size() + 1);
            firings.add(drawStep(at(step, firingId, atNanos), firingId));
            atNanos += Math.max(1, interval(step, firingId));
        }
        return firings;
    }

    private Optional<List<Long>> between(Tree.Mapping step) {
        Optional<Tree> written = step.get(StepKeys.BETWEEN.name());
        SourcePosition mark = written.map(Tree::mark).orElse(step.mark());
        if (written.isEmpty()) {
            return context.report(
                    step.get(StepKeys.EVERY.name()).orElse(step).mark(),
                    Problem.Kind.MEANING,
                    "'every' needs 'between'",
                    "between: [20s, 60s]");
        }
        Optional<List<Long>> bounds = StepKeys.BETWEEN.shape().read(written.get(), context);
        if (bounds.isEmpty() || bounds.get().size() != 2) {
            return context.report(
                    mark, Problem.Kind.MEANING, "'between' takes two times", "between: [20s, 60s]");
        }
        if (bounds.get().get(1) < bounds.get().get(0)) {
            return context.report(mark, Problem.Kind.MEANING, "'between' ends before it begins");
        }
        return bounds;
    }

    private long interval(Tree.Mapping step, String firingId) {
        Tree every = step.get(StepKeys.EVERY.name()).orElseThrow();
        Tree drawn =
                StepKeys.EVERY.shape().draw(every, TIMELINE + "." + firingId + ".every", context);
        return Quantities.DURATION.read(drawn, context).orElse(1L);
    }

    private static Tree at(Tree.Mapping step, String id, long atNanos) {
        List<Tree.Entry> entries = new ArrayList<>();
        for (Tree.Entry entry : StepIds.withId(step, id).entries()) {
            String key = entry.key().text();
            if (key.equals(StepKeys.EVERY.name())) {
                entries.add(new Tree.Entry(
                        new Tree.Scalar(StepKeys.AT.name(), true, entry.key().mark()),
                        new Tree.Scalar(
                                Durations.print(atNanos), true, entry.value().mark())));
            } else if (!key.equals(StepKeys.BETWEEN.name())) {
                entries.add(entry);
            }
        }
        return new Tree.Mapping(entries, step.mark());
    }
}
