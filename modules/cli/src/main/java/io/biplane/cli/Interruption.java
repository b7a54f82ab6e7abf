package io.biplane.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the run is asked to end, its partial report is written, then the process ends with 130. A second Ctrl-C ends the process
 * at once, and so does the first while nothing is running that could end by itself.
 *
 * <p>The signal's handler raises a flag, which the engine polls between events. A termination from outside starts the virtual
 * machine's shutdown hooks: ours raises the flag too, and holds the shutdown up until the command has finished.
 */
public final class Interruption {
    /** How long a run may take to end and report. Our choice: longer than any report takes. */
    private static final long WAIT_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile boolean heeded;

    /** What a signal leads to. */
    enum Effect {
        /** The run will end by itself. */
        WILL_END,
        /** Nobody polls, or the user insists. */
        END_NOW
    }

    /** From now on somebody polls {@link #isRequested} and ends in an orderly way; until the result is closed. */
    public Polling poll() {
        heeded = true;
        return () -> heeded = false;
    }

    /** The time in which somebody polls. */
    @FunctionalInterface
    public interface Polling extends AutoCloseable {
        @Override
        void close();
    }

    /** The user pressed Ctrl-C. */
    synchronized Effect signal() {
        if (requested || !heeded) {
            requested = true;
            return Effect.END_NOW;
        }
        requested = true;
        return Effect.WILL_END;
    }

    /** Asks for the end, and waits until the command has finished. Called by the shutdown hook. */
    void requestAndWait() throws InterruptedException {
        requested = true;
        if (!finished.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            System.err.println("biplane: gave up waiting for the partial report");
        }
    }

    /** Asks for the end, and waits if somebody polls. Called by the shutdown hook. */
    void requestAndWaitIfHeeded() throws InterruptedException {
        if (heeded) {
            requestAndWait();
        }
    }

    /** Whether the user wants the process to end. */
    public boolean isRequested() {
        return requested;
    }

    /** The command has finished; the process may end. */
    void finish() {
        finished.countDown();
    }
}
