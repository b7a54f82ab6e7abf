package io.biplane.scenario.source;

import java.util.Comparator;
import java.util.Optional;

/**
 * One mistake in a scenario file.
 *
 * @param mark where; the caret stands under it
 * @param kind what sort of mistake
 * @param message what is wrong, one sentence without a full stop, suggestion included
 * @param remedy what to write instead, when there is more to say than the message does
 */
public record Problem(SourcePosition mark, Kind kind, String message, Optional<String> remedy) {
    /** File order. */
    public static final Comparator<Problem> IN_FILE_ORDER = Comparator.<Problem, String>comparing(
                    problem -> problem.mark().file())
            .thenComparingInt(problem -> problem.mark().line())
            .thenComparingInt(problem -> problem.mark().column())
            .thenComparing(Problem::message);

    /** Sorts of mistakes. */
    public enum Kind {
        /** Not YAML, or a key twice; a JSON Schema never sees these. */
        SYNTAX,
        /** Unknown key, wrong type or unit, missing key; the JSON Schema refuses these too. */
        SHAPE,
        /** Well formed, but refers to something that does not exist or cannot happen. */
        MEANING
    }

    /** As a compiler prints it: place and message, the line, the caret, the remedy. */
    public String render() {
        return mark + ": " + message + "\n" + mark.caret()
                + remedy.map(text -> "\n    " + text).orElse("");
    }
}
