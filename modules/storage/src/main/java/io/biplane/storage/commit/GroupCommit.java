package io.biplane.storage.commit;

import io.biplane.kernel.host.Disk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Lets all writes that wait share one sync: at most one sync is under way, and whatever is written meanwhile waits for the
 * next.
 *
 * <pre>
 *   idle --write--> syncing --synced, none waits--> idle
 *                   syncing --synced, some wait---> syncing
 *                   syncing --failed--------------> broken (for ever)
 *   any  --close--> broken
 * </pre>
 *
 * <p>A failed sync breaks it for the rest of the process: what a machine's page cache then holds may never reach the disk
 * though later syncs report success. Source: Rebello et al., "Can Applications Recover from fsync Failures?" (ATC 2020);
 * PostgreSQL stops for the same reason.
 *
 * <p>Not thread-safe: called by one actor, which hands the end of a sync in by {@link #onSyncEnded}.
 */
public final class GroupCommit {
    private final Runnable startSync;
    /** Writes the sync under way covers; empty when none is under way. */
    private List<Waiter> syncing = new ArrayList<>();

    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private Optional<SyncFailedException> broken = Optional.empty();

    /** A write that wants to know that it is durable. */
    public interface Waiter {
        void onDurable();

        void onFailure(SyncFailedException failure);
    }

    /**
     * A group without writes.
     *
     * @param startSync asks the disk for a sync whose end comes back to {@link #onSyncEnded}, not from within this call
     */
    public GroupCommit(Runnable startSync) {
        this.startSync = startSync;
    }

    /** Why nothing can be made durable any more; empty while all is well. */
    public Optional<SyncFailedException> broken() {
        return broken;
    }

    /** A write was made; {@code waiter} is told once when a sync asked for after this call has ended. */
    public void await(Waiter waiter) {
        if (broken.isPresent()) {
            waiter.onFailure(broken.get());
            return;
        }
        waiting.addLast(waiter);
        if (syncing.isEmpty()) {
            startNext();
        }
    }

    private void startNext() {
        syncing = new ArrayList<>(waiting);
        waiting.clear();
        if (!syncing.isEmpty()) {
            startSync.run();
        }
    }

    /** The sync under way has ended. */
    public void onSyncEnded(Disk.SyncOutcome outcome) {
        if (outcome == Disk.SyncOutcome.FAILED) {
            fail(new SyncFailedException("a sync failed; nothing written since the last good one "
                    + "can be relied on, and nothing more is taken"));
            return;
        }
        List<Waiter> durable = syncing;
        syncing = new ArrayList<>();
        if (broken.isEmpty()) {
            startNext();
        }
        durable.forEach(Waiter::onDurable);
    }

    /** Fails everything that waits now and everything to come. */
    public void fail(SyncFailedException failure) {
        if (broken.isEmpty()) {
            broken = Optional.of(failure);
        }
        List<Waiter> failed = new ArrayList<>(syncing);
        failed.addAll(waiting);
        syncing = new ArrayList<>();
        waiting.clear();
        failed.forEach(waiter -> waiter.onFailure(failure));
    }
}
