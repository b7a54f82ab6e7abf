package io.biplane.scenario.language.schema;

import java.util.Optional;

/**
 * A key of a section: the one place that says its name, form, default, unit (by its shape) and
 * meaning.
 *
 * @param name in the file
 * @param shape of its value
 * @param presence whether it has to be there
 * @param defaultText value when it is left out, as it would be written
 * @param doc one or two sentences for the reference, without the default
 */
public record Key<T>(
        String name, Shape<T> shape, Presence presence, Optional<String> defaultText, String doc) {

    /** Whether a key has to be there. */
    public enum Presence {
        REQUIRED,
        DEFAULTED,
        OPTIONAL
    }

    /** A key that has to be there. */
    public static <T> Key<T> required(String name, Shape<T> shape, String doc) {
        return new Key<>(name, shape, Presence.REQUIRED, Optional.empty(), doc);
    }

    /** A key with a default. */
    public static <T> Key<T> defaulted(String name, Shape<T> shape, String value, String doc) {
        return new Key<>(name, shape, Presence.DEFAULTED, Optional.of(value), doc);
    }

    /** A key that may be left out and then means what its documentation says. */
    public static <T> Key<T> optional(String name, Shape<T> shape, String doc) {
        return new Key<>(name, shape, Presence.OPTIONAL, Optional.empty(), doc);
    }
}
