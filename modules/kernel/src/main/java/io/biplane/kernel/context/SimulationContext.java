package io.biplane.kernel.context;

import io.biplane.base.invariant.ViolationListener;

import java.util.Optional;

/**
 * What the current thread simulates right now: virtual time and host. For log appenders and other
 * code that has no
 * {@code HostServices} at hand; never a way to influence the run.
 *
 * <p>Set for the length of each {@code run…} and {@code boot} call; several simulations on several
 * threads do not meet.
 */
public interface SimulationContext {
    /** Virtual nanoseconds since the simulation began. */
    long nowNanos();

    /** The host whose task runs; empty between tasks. */
    String hostName();

    /** Reports a bug at once, so that it stops the run even if something catches the exception. */
    void bugFound(Throwable bug);

    /** The process whose task runs, as an opaque identity; empty between tasks. */
    Optional<Object> runningProcess();

    /**
     * Carries the outcome of an ask from the process that runs to the one that asked, as a packet.
     *
     * @param asker what {@link #runningProcess} said when the asker asked
     * @param outcome the reply, for the trace
     * @param arrive run as a task of the asker when the packet arrives in time
     * @param timeOut run as a task of the asker, at the ask's time-out, when it does not
     */
    void carryReply(Object asker, Object outcome, Runnable arrive, Runnable timeOut);

    /** Whether the current thread simulates. */
    static boolean isActive() {
        return Holder.CURRENT.get() != null;
    }

    /**
     * The context of the current thread.
     *
     * @throws IllegalStateException when the thread does not simulate
     */
    static SimulationContext current() {
        SimulationContext context = Holder.CURRENT.get();
        if (context == null) {
            throw new IllegalStateException("this thread runs no simulation");
        }
        return context;
    }

    /**
     * Runs {@code body} with {@code context} as the current thread's; the earlier one comes back
     * after it.
     */
    static void within(SimulationContext context, Runnable body) {
        SimulationContext before = Holder.CURRENT.get();
        Holder.CURRENT.set(context);
        try {
            ViolationListener.within(context::bugFound, body);
        } finally {
            if (before == null) {
                Holder.CURRENT.remove();
            } else {
                Holder.CURRENT.set(before);
            }
        }
    }

    /** Keeps the thread-local out of the interface's public face. */
    final class Holder {
        private static final ThreadLocal<SimulationContext> CURRENT = new ThreadLocal<>();

        private Holder() {}
    }
}
