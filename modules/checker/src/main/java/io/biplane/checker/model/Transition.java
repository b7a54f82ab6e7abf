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

    /**
     * The one state it ever leads to: an operation whose outcome is known from wherever it is allowed,
     * one of unknown outcome from wherever it changes anything. Empty is always right; a state must
     * be.
     */
    default Optional<S> target() {
        return Optional.empty();
    }

    /** Whether it leads to its target from every state. False is always right; true must be. */
    default boolean isUnconditional() {
        return false;
    }

    /** A transition that leads to a state wherever it is allowed. */
    static <S> Transition<S> to(S target, boolean isUnconditional, Transition<S> step) {
        Optional<S> only = Optional.of(target);
        return new Transition<>() {
            @Override
            public Optional<S> apply(S state) {
                return step.apply(state);
            }

            @Override
            public Optional<S> target() {
                return only;
            }

            @Override
            public boolean isUnconditional() {
                return isUnconditional;
            }
        };
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
