package io.biplane.kernel.network;

import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.queue.SimEvent;

/**
 * The result of one ask on its way to the asker: it arrives once, or the asker's time-out fires at
 * its instant.
 */
final class AskReply extends SimEvent {
    private final EventLoop loop;
    private final Peer asker;
    private final Runnable timeOut;
    private boolean settled;

    AskReply(EventLoop loop, Peer asker, Runnable timeOut) {
        this.loop = loop;
        this.asker = asker;
        this.timeOut = timeOut;
    }

    boolean isOf(Peer peer) {
        return asker == peer;
    }

    void arm(long timeoutAtNanos) {
        loop.at(timeoutAtNanos, this);
    }

    /** The result arrives: true unless it came before or the time-out fired. */
    boolean arrives() {
        if (settled) {
            return false;
        }
        settled = true;
        loop.cancel(this);
        return true;
    }

    /** The time-out. */
    @Override
    public void fire() {
        settled = true;
        timeOut.run();
    }

    @Override
    public boolean belongsTo(Object owner) {
        return owner == asker;
    }
}
