package io.biplane.checker.model;

import java.util.Optional;

/**
 * One operation with its result, as a partial function on states.
 *
 * @param <S> the model's states
 */
@FunctionalInterface
public interface Transition<S> {
    /**
     * The state after the operation; empty if the operation cannot have had its result in this state.
     * An operation whose result is unknown (info) is allowed whatever it would have returned.
     */
    Optional<S> apply(S state);
}
