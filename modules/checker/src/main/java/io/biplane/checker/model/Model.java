package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.List;

/**
 * A sequential object; implement it to check histories of an object of your own.
 *
 * @param <S> its states: immutable, with {@code equals} and {@code hashCode} by value
 */
public interface Model<S> {
    /** What verdicts call it. */
    String name();

    /** The state before any operation. */
    S initial();

    /**
     * The independent part of the object that the operation touches, such as a key: parts are
     * checked one by one, which is sound because linearizability is local (Herlihy and Wing 1990,
     * theorem 1). By default the object has one part.
     */
    default Object partition(Operation operation) throws ModelMismatchException {
        return Nil.NIL;
    }

    /** What the operation, which is ok or info, does. Called once per operation. */
    Transition<S> bind(Operation operation) throws ModelMismatchException;

    /**
     * Leaves out operations of one part that cannot change the answer. Only operations of unknown
     * outcome may go, and only if every linearization with one stays one without it. By default all
     * stay.
     */
    default List<Operation> prune(List<Operation> operations) throws ModelMismatchException {
        return operations;
    }

    /** Roughly the bytes a state holds on to, for the search's memory limit. */
    default long stateBytes(S state) {
        return 128;
    }
}
