package io.biplane.checker.model;

import io.biplane.checker.history.Operation;

import java.util.Locale;
import java.util.Optional;

/**
 * Mutexes, all free at first: {@code acquire} takes one that is free, {@code release} frees one that
 * is held. The value is the mutex's name, or nothing if there is one only; each is a part of its
 * own. A client that did not get it says {@code fail}.
 *
 * <p>Who holds it is not asked: whoever releases it, it is free. Source: Knossos' mutex.
 */
public final class MutexModel implements Model<MutexModel.State> {
    /** What a mutex can be. */
    public enum State {
        /** Nobody holds it. */
        FREE,
        /** Somebody holds it. */
        HELD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public State initial() {
        return State.FREE;
    }

    @Override
    public Object partition(Operation operation) {
        return operation.input();
    }

    @Override
    public Transition<State> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "acquire" -> from(State.FREE, State.HELD);
            case "release" -> from(State.HELD, State.FREE);
            default -> throw new ModelMismatchException(name(), operation, "acquire or release");
        };
    }

    private static Transition<State> from(State before, State after) {
        Optional<State> changed = Optional.of(after);
        Optional<State> refused = Optional.empty();
        return state -> state == before ? changed : refused;
    }
}
