package io.biplane.checker.model;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * One operation with its result, as a partial function on states.
 *
 * @param <S> the model's states
 */
@FunctionalInterface
public interface Transition<S> {
    /**
     * The state after the operation; empty if the operation cannot have had its result in this
     * state. An operation whose result is unknown (info) is allowed whatever it would have
     * returned.
     */
    Optional<S> apply(S state);

    /**
     * Whether it changes no state that it is allowed in. The search may take such operations as
     * early as they fit. False is always right; true must be.
     */
    default boolean isReadOnly() {
        return false;
    }

    /** A transition that changes nothing and is allowed where {@code fits} says so. */
    static <S> Transition<S> readOnly(Predicate<S> fits) {
        return new Transition<>() {
            @Override
            public Optional<S> apply(S state) {
                return fits.test(state) ? Optional.of(state) : Optional.empty();
            }

            @Override
            public boolean isReadOnly() {
                return true;
            }
        };
    }
}
