package io.biplane.scenario.language.types;

import io.biplane.scenario.expect.Scope;
import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.Suggestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scopes of thresholds: {@code during drain for main with virtualized=true}. */
public final class Scopes {
    private static final List<String> WORDS = List.of(
            "overall", "during", "within", "before", "after", "for", "with", "always", "sometimes");

    private static final String WINDOW = "overall|during " + Names.STEP + "|within "
            + Durations.PATTERN + " of " + Names.STEP + "|before( (?!for |with )" + Names.STEP
            + ")?|after( (?!for |with )" + Names.STEP + ")?";

    private static final String PATTERN =
            "(" + WINDOW + ")( for " + Names.NAME + ")?( with [a-z_]+=[^ ]+)?" + "|for "
                    + Names.NAME + "( with [a-z_]+=[^ ]+)?|with [a-z_]+=[^ ]+";

    /** A scope. */
    public static final ScalarType<Scope> SCOPE = ScalarType.text(
            "scope",
            "a scope such as during drain, within 10s of kill, before, after drain, overall, for "
                    + "main",
            "during drain",
            PATTERN,
            (text, mark) -> scope(text));

    private Scopes() {}

    private static Scope scope(String text) throws BadValue {
        if (!text.matches(PATTERN)) {
            throw unknown(text);
        }
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        Scope.Window window = new Scope.Whole();
        Optional<String> virtualCluster = Optional.empty();
        Optional<String> variant = Optional.empty();
        while (!words.isEmpty()) {
            String word = words.remove(0);
            switch (word) {
                case "for" -> virtualCluster = Optional.of(words.remove(0));
                case "with" -> variant = Optional.of(words.remove(0));
                default -> window = window(word, words);
            }
        }
        return new Scope(window, virtualCluster, variant);
    }

    private static Scope.Window window(String word, List<String> rest) throws BadValue {
        return switch (word) {
            case "during" -> new Scope.During(rest.remove(0));
            case "within" -> {
                long limit = Durations.parse(rest.remove(0));
                rest.remove(0);
                yield new Scope.Within(limit, rest.remove(0));
            }
            case "before" -> new Scope.Before(step(rest));
            case "after" -> new Scope.After(step(rest));
            default -> new Scope.Whole();
        };
    }

    private static Optional<String> step(List<String> rest) {
        boolean named =
                !rest.isEmpty() && !rest.get(0).equals("for") && !rest.get(0).equals("with");
        return named ? Optional.of(rest.remove(0)) : Optional.empty();
    }

    private static BadValue unknown(String text) {
        String first = text.split(" ", 2)[0];
        return BadValue.shape(
                "unknown key or scope '" + text + "' in expect"
                        + (WORDS.contains(first) ? "" : Suggestion.hint(first, WORDS)),
                "always, sometimes, overall, during <step>, within <duration> of <step>, before "
                        + "[<step>],"
                        + " after [<step>]; each may end in 'for <virtual cluster>' and 'with "
                        + "<key>=<value>'");
    }
}
