package io.biplane.scenario.language.grammar;

import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.Suggestion;

import java.util.ArrayList;
import java.util.List;

/** The type of {@code faults}: which verbs of the timeline are carried out. */
final class FaultFilter {
    private static final String NONE = "none";

    /** Verbs separated by commas; an empty list for {@code none}. */
    static final ScalarType<List<String>> TYPE = type();

    private FaultFilter() {}

    private static ScalarType<List<String>> type() {
        String verb = "(" + String.join("|", VerbKeys.words()) + ")";
        return ScalarType.text(
                "fault-filter",
                "none, or verbs separated by commas such as kill, drain",
                "kill, drain",
                NONE + "|" + verb + "( *, *" + verb + ")*",
                (text, mark) -> parse(text));
    }

    private static List<String> parse(String text) throws BadValue {
        if (text.equals(NONE)) {
            return List.of();
        }
        List<String> known = new ArrayList<>(VerbKeys.words());
        List<String> verbs = new ArrayList<>();
        for (String word : text.split(" *, *", -1)) {
            if (!known.contains(word)) {
                known.add(NONE);
                throw BadValue.shape(
                        "unknown verb '" + word + "'" + Suggestion.hint(word, known),
                        "none, or verbs separated by commas: "
                                + String.join(", ", VerbKeys.words()));
            }
            verbs.add(word);
        }
        return verbs;
    }
}
