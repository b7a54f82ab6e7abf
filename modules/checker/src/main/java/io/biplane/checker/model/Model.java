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

    /**
     * What the operation, which is ok or info, does. Called once per operation. Two operations of
     * unknown outcome with the same name and input must do the same, and so must two that are ok with
     * the same name, input and output, whoever asked and whenever.
     */
    Transition<S> bind(Operation operation) throws ModelMismatchException;

    /**
     * Leaves out operations of one part that cannot change the answer. Only operations of unknown
     * outcome may go, and only if where there is a linearization there is one without them. By
     * default all stay.
     */
    default List<Operation> prune(List<Operation> operations) throws ModelMismatchException {
        return operations;
    }

    /**
     * The model of a part with these operations, all of it after {@link #prune}. It may forbid an
     * operation of unknown outcome what no linearization of these can have it do. By default it is
     * this one.
     */
    default Model<S> knowing(List<Operation> operations) {
        return this;
    }

    /**
     * For each operation a rank: of two that ran at once, the one with the lower rank probably took
     * effect first. It only guides the search, which tries everything in any case; {@code
     * Long.MAX_VALUE} and an empty array say nothing, as by default.
     */
    default long[] ranks(List<Operation> operations) {
        return new long[0];
    }

    /** Roughly the bytes a state holds on to, for the search's memory limit. */
    default long stateBytes(S state) {
        return 128;
    }
}
