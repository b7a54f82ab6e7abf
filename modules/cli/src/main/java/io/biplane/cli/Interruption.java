package io.biplane.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the run is asked to end, its partial report is written, then the process ends with 130.
 *
 * <p>The virtual machine starts its shutdown hooks when the signal arrives, and the simulation's
 * thread goes on meanwhile. The hook raises a flag, which the engine polls between events, and
 * holds the shutdown up until the command has finished.
 */
public final class Interruption {
    /** How long a run may take to end and report. Our choice: longer than any report takes. */
    private static final long WAIT_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    /** Asks for the end, and waits until the command has finished. Called by the shutdown hook. */
    void requestAndWait() throws InterruptedException {
        requested = true;
        if (!finished.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            System.err.println("biplane: gave up waiting for the partial report");
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
