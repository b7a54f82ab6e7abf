package io.biplane.base.invariant;

/**
 * Hears of each {@link InvariantViolation} that is made on its thread, before anybody can catch it. A simulation listens while
 * it runs, so that a violation stops the run whatever becomes of the exception.
 */
@FunctionalInterface
public interface ViolationListener {
    /** A violation was made; it is about to be thrown. */
    void onViolation(InvariantViolation violation);

    /** Runs {@code body} with {@code listener} as the current thread's; the earlier one comes back after it. */
    static void within(ViolationListener listener, Runnable body) {
        ViolationListener before = Holder.CURRENT.get();
        Holder.CURRENT.set(listener);
        try {
            body.run();
        } finally {
            if (before == null) {
                Holder.CURRENT.remove();
            } else {
                Holder.CURRENT.set(before);
            }
        }
    }

    /** Tells the listener of the current thread, if there is one. */
    static void tell(InvariantViolation violation) {
        ViolationListener listener = Holder.CURRENT.get();
        if (listener != null) {
            listener.onViolation(violation);
        }
    }

    /** Keeps the thread-local out of the interface's public face. */
    final class Holder {
        private static final ThreadLocal<ViolationListener> CURRENT = new ThreadLocal<>();

        private Holder() {}
    }
}
