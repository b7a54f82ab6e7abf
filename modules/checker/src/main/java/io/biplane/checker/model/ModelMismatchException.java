package io.biplane.checker.model;

import io.biplane.checker.history.Operation;

/** An operation that the model does not know, or whose values it cannot read. */
public final class ModelMismatchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says which operation and what would have been understood. */
    public ModelMismatchException(String model, Operation operation, String expected) {
        super("model " + model + " cannot read operation " + operation.id() + ", "
                + operation.describe() + ": expected " + expected);
    }
}
