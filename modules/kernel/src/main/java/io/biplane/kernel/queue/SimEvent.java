package io.biplane.kernel.queue;

/**
 * Something that happens at a virtual instant. One object sits in one queue at most once at a time.
 */
public abstract class SimEvent {
    /** Place in the queue's slot table; -1 while not queued. Kept by {@link EventQueue}. */
    int slot = -1;

    /** Whether the event waits in a queue. */
    public final boolean isQueued() {
        return slot >= 0;
    }

    /** Carries it out. Called once each time it is queued, at its instant. */
    public abstract void fire();

    /**
     * Whether it dies with {@code owner}: such events are taken out of the queue when a process
     * ends.
     */
    public boolean belongsTo(Object owner) {
        return false;
    }
}
