package io.biplane.checker.model;

import io.biplane.checker.history.Operation;

/** An operation that the model does not know, or whose values it cannot read. */
public final class ModelMismatchException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says which operation, by the event that invoked it, what would have been understood, and what
     * can be done.
     */
    public ModelMismatchException(String model, Operation operation, String expected) {
        super("model " + model + " cannot read operation " + operation.id() + ", "
                + operation.describe() + ", invoked by event "
                + operation.span().invokeIndex() + " (line "
                + (operation.span().invokeIndex() + 1)
                + " of a file with one event a line): expected " + expected
                + "; --only leaves other operations out, --model list says what each model reads");
    }
}
