package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.syntax.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives every step of the timeline an id: the one written, else its verb and a number, counted over
 * that verb.
 */
final class StepIds {
    private static final String ID = "id";

    private StepIds() {}

    /** The steps with ids; those without a verb stay as they are. */
    static List<Tree> assign(List<Tree> steps) {
        List<String> taken =
                steps.stream().flatMap(step -> written(step).stream()).toList();
        List<String> given = new ArrayList<>(taken);
        List<Tree> named = new ArrayList<>();
        for (Tree step : steps) {
            Optional<String> verb = verb(step);
            boolean hasId =
                    step instanceof Tree.Mapping mapping && mapping.get(ID).isPresent();
            if (hasId || verb.isEmpty()) {
                named.add(step);
                continue;
            }
            int number = 1;
            while (given.contains(verb.get() + "-" + number)) {
                number++;
            }
            given.add(verb.get() + "-" + number);
            named.add(withId((Tree.Mapping) step, verb.get() + "-" + number));
        }
        return named;
    }

    /** The step's verb, if it has a known one. */
    static Optional<String> verb(Tree step) {
        return step instanceof Tree.Mapping mapping
                ? mapping.entries().stream()
                        .map(entry -> entry.key().text())
                        .filter(VerbKeys.words()::contains)
                        .findFirst()
                : Optional.empty();
    }

    /** The step's id as written. */
    static Optional<String> written(Tree step) {
        return step instanceof Tree.Mapping mapping
                        && mapping.get(ID).orElse(mapping) instanceof Tree.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /** Id of all firings of one written step: the part before {@code #}. */
    static String group(String id) {
        return id.indexOf('#') < 0 ? id : id.substring(0, id.indexOf('#'));
    }

    /** The step with that id in front, in place of its own. */
    static Tree.Mapping withId(Tree.Mapping step, String id) {
        List<Tree.Entry> entries = new ArrayList<>();
        entries.add(new Tree.Entry(
                new Tree.Scalar(ID, true, step.mark()), new Tree.Scalar(id, true, step.mark())));
        step.entries().stream()
                .filter(entry -> !entry.key().text().equals(ID))
                .forEach(entries::add);
        return new Tree.Mapping(entries, step.mark());
    }
}
