package io.biplane.checker.history;

import java.util.Locale;
import java.util.Optional;

/** Where in its life an operation is. Source: Jepsen's operation types. */
public enum EventType {
    /** A client sent the operation. */
    INVOKE,
    /** It happened, and the client knows the result. */
    OK,
    /** It certainly did not happen and never will. */
    FAIL,
    /** Nobody knows: it may have happened, may happen later, or never. */
    INFO;

    /** The word in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with this word in files; empty if there is none. */
    public static Optional<EventType> parse(String word) {
        for (EventType type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
