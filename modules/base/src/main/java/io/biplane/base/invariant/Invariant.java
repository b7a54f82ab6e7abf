package io.biplane.base.invariant;

/** Checks that stay on: a false one throws {@link InvariantViolation}. */
public final class Invariant {
    private Invariant() {}

    /**
     * Throws unless {@code holds}. For hot code, test first and build the text only when it is
     * needed.
     */
    public static void check(boolean holds, String text) {
        if (!holds) {
            throw new InvariantViolation(text);
        }
    }

    /** Throws unless {@code holds}; the text is built only then. */
    public static void check(boolean holds, java.util.function.Supplier<String> text) {
        if (!holds) {
            throw new InvariantViolation(text.get());
        }
    }
}
