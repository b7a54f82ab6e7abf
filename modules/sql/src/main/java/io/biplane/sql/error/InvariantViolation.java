package io.biplane.sql.error;

/** A bug of this module: a state that no input can produce. Stops the run; never caught here. */
public final class InvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvariantViolation(String message) {
        super(message);
    }

    /** Throws when {@code condition} does not hold. */
    public static void check(boolean condition, String message) {
        if (!condition) {
            throw new InvariantViolation(message);
        }
    }
}
