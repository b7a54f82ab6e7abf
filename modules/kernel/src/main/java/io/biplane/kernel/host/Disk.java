package io.biplane.kernel.host;

import java.util.function.Supplier;

/**
 * A machine's disk as its processes see it: volumes that outlive the process, writes that reach the
 * page cache at once,
 * and a sync that makes them durable.
 *
 * <p>A volume is any object; whoever changes it reports the change together with the way back. A
 * killed process keeps
 * what it wrote (the page cache stays). A power loss runs the way back of every change that no
 * completed sync covers,
 * newest first; a torn tail may spare a prefix of them.
 */
public interface Disk {
    /** The volume of that name; made by {@code create} when the disk does not have it yet. */
    <V> V volume(String name, Supplier<V> create);

    /**
     * Reports a change just made to a volume.
     *
     * @param growthBytes by how much the change made the volume larger; negative when smaller
     * @param undo takes the change back; run at power loss unless a sync completed after this call
     */
    void written(long growthBytes, Runnable undo);

    /** Whether {@code bytes} more fit; a caller that is told no must not make the change. */
    boolean hasRoomFor(long bytes);

    /**
     * Makes all changes reported so far durable. Syncs complete in the order asked for; changes
     * reported after the call are
     * not covered.
     *
     * @param listener told once, as a task on this host; never told when the process dies first
     */
    void sync(SyncListener listener);

    /** Learns how a sync ended. */
    @FunctionalInterface
    interface SyncListener {
        void onSync(SyncOutcome outcome);
    }

    /** How a sync ended. */
    enum SyncOutcome {
        SYNCED,
        FAILED
    }
}
