package io.biplane.raft;

/**
 * A property of Raft that only a bug can break was broken. The run must stop; nothing may catch
 * this and go on.
 */
public final class RaftInvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RaftInvariantViolation(String message) {
        super(message);
    }

    /** Throws with {@code message} unless {@code condition} holds; for texts that are constant. */
    public static void check(boolean condition, String message) {
        if (!condition) {
            throw new RaftInvariantViolation(message);
        }
    }
}
