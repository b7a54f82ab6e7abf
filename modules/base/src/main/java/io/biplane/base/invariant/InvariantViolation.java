package io.biplane.base.invariant;

/**
 * Something happened that only a bug can cause. It ends the run: a simulation surfaces it from its {@code run…} call with seed, virtual time and
 * event number, even when an actor threw it and Akka's supervision caught it; see {@link ViolationListener}.
 */
public class InvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A violation described by a sentence that carries the values. */
    public InvariantViolation(String message) {
        super(message);
        ViolationListener.tell(this);
    }

    /** A violation with what caused it. */
    public InvariantViolation(String message, Throwable cause) {
        super(message, cause);
        ViolationListener.tell(this);
    }

    /**
     * Whether {@code failure} or one of its causes is a violation: this type, or one that a module
     * without Akka on its
     * class path defines under the same simple name.
     */
    public static boolean isIn(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 32; depth++) {
            if (at instanceof InvariantViolation
                    || at.getClass().getSimpleName().equals("InvariantViolation")) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
