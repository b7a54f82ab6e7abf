package io.biplane.storage.fake;

import io.biplane.kernel.host.Disk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A disk whose syncs end when the test says so. Held to the kernel's simulated disk by the tests that run on both.
 */
public final class FakeDisk implements Disk {
    private final Map<String, Object> volumes = new TreeMap<>();
    private final Deque<Change> unsynced = new ArrayDeque<>();
    private final Deque<PendingSync> syncs = new ArrayDeque<>();
    private long capacityBytes = Long.MAX_VALUE;
    private long usedBytes;
    private boolean immediate;

    private record Change(long growthBytes, Runnable undo) {}

    private record PendingSync(int covered, SyncListener listener) {}

    /** A disk that completes each sync inside the call. */
    public static FakeDisk immediate() {
        FakeDisk disk = new FakeDisk();
        disk.immediate = true;
        return disk;
    }

    @Override
    @SuppressWarnings("unchecked")
    public synchronized <V> V volume(String name, Supplier<V> create) {
        return (V) volumes.computeIfAbsent(name, unused -> create.get());
    }

    @Override
    public synchronized void written(long growthBytes, Runnable undo) {
        usedBytes += growthBytes;
        unsynced.addLast(new Change(growthBytes, undo));
    }

    /** What the volumes hold, as they reported it. */
    public synchronized long usedBytes() {
        return usedBytes;
    }

    @Override
    public synchronized boolean hasRoomFor(long bytes) {
        return usedBytes + bytes <= capacityBytes;
    }

    public synchronized void setRoom(long bytes) {
        capacityBytes = usedBytes + bytes;
    }

    @Override
    public void sync(SyncListener listener) {
        synchronized (this) {
            syncs.addLast(new PendingSync(unsynced.size(), listener));
        }
        if (immediate) {
            completeSync(SyncOutcome.SYNCED);
        }
    }

    public synchronized int pendingSyncs() {
        return syncs.size();
    }

    /** Ends the oldest sync. */
    public void completeSync(SyncOutcome outcome) {
        PendingSync sync;
        synchronized (this) {
            sync = syncs.removeFirst();
            if (outcome == SyncOutcome.SYNCED) {
                cover(sync.covered());
            }
        }
        sync.listener().onSync(outcome);
    }

    private void cover(int covered) {
        for (int i = 0; i < covered; i++) {
            unsynced.removeFirst();
        }
        List<PendingSync> rest = new ArrayList<>(syncs);
        syncs.clear();
        rest.forEach(sync -> syncs.addLast(
                new PendingSync(Math.max(0, sync.covered() - covered), sync.listener())));
    }

    /** The process is gone: nobody is told of its syncs; the page cache stays. */
    public synchronized void kill() {
        syncs.clear();
    }

    /** Power is lost: as a kill, and what no sync covered is taken back. */
    public void powerOff() {
        powerOffSparing(0);
    }

    /** As {@link #powerOff}, but the {@code spared} oldest uncovered writes had reached the disk after all. */
    public synchronized void powerOffSparing(int spared) {
        syncs.clear();
        while (unsynced.size() > spared) {
            Change change = unsynced.removeLast();
            usedBytes -= change.growthBytes();
            change.undo().run();
        }
        unsynced.clear();
    }

    public synchronized int unsyncedWrites() {
        return unsynced.size();
    }
}
