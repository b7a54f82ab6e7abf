package io.biplane.scenario.language.schema;

import io.biplane.scenario.source.Problem;

import java.util.Optional;

/** Thrown by a scalar's parser; becomes a {@link Problem} with the scalar's mark. */
public final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem.Kind kind;
    private final transient Optional<String> remedy;

    private BadValue(Problem.Kind kind, String message, Optional<String> remedy) {
        super(message, null, false, false);
        this.kind = kind;
        this.remedy = remedy;
    }

    /** The text has not the form it must have; the JSON Schema refuses it too. */
    public static BadValue shape(String message) {
        return new BadValue(Problem.Kind.SHAPE, message, Optional.empty());
    }

    /** As {@link #shape(String)}, with what to write instead. */
    public static BadValue shape(String message, String remedy) {
        return new BadValue(Problem.Kind.SHAPE, message, Optional.of(remedy));
    }

    /** The text is well formed but cannot be meant. */
    public static BadValue meaning(String message) {
        return new BadValue(Problem.Kind.MEANING, message, Optional.empty());
    }

    Problem.Kind kind() {
        return kind;
    }

    Optional<String> remedy() {
        return remedy;
    }
}
