package io.biplane.checker.history;

/** The value that is not there: JSON's null, EDN's nil, a register never written. All are equal. */
public record Nil() {
    /** The one instance needed. */
    public static final Nil NIL = new Nil();

    @Override
    public String toString() {
        return "nil";
    }
}
