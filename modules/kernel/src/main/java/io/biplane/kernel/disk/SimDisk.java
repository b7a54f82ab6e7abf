package io.biplane.kernel.disk;

import io.biplane.base.random.Latency;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.host.Disk.SyncListener;
import io.biplane.kernel.host.Disk.SyncOutcome;
import io.biplane.kernel.loop.EventLoop;
import io.biplane.kernel.loop.LoopProcess;
import io.biplane.kernel.queue.SimEvent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A machine's disk: volumes that outlive processes, changes that are durable only after a sync, and
 * everything that can go
 * wrong with that.
 *
 * <p>Syncs overlap but complete in the order asked for, as a device with a volatile cache flushes
 * everything written so far.
 * A sync in progress goes on when the process is killed (the kernel owns it) and ends with the
 * power.
 *
 * <p>Owner object of a disk's state and of its faults, hence more fields than usual.
 */
public final class SimDisk {
    private final EventLoop loop;
    private final String host;
    private final SimRandom random;
    private final Map<String, Object> volumes = new LinkedHashMap<>();
    private final ArrayDeque<Change> unsynced = new ArrayDeque<>();
    private final List<Sync> heldSyncs = new ArrayList<>();

    private Latency syncLatency;
    private long capacityBytes;
    /** What all volumes hold. */
    private long usedBytes;
    /** Changes reported since the disk was made. */
    private long changeCount;
    /** Changes that left {@link #unsynced} at its old end since the disk was made. */
    private long durableCount;
    /** When the latest sync asked for completes. */
    private long lastSyncAtNanos;
    /** Raised by a power loss: syncs begun before it never complete. */
    private int powerCycle;

    private boolean stalled;
    private boolean failingSyncs;
    private boolean losingSyncs;
    private boolean tearing;

    /** A disk that syncs after {@code syncLatency} and holds {@code capacityBytes}. */
    public SimDisk(
            EventLoop loop,
            String host,
            SimRandom random,
            Latency syncLatency,
            long capacityBytes) {
        this.loop = loop;
        this.host = host;
        this.random = random;
        this.syncLatency = syncLatency;
        this.capacityBytes = capacityBytes;
    }

    private record Change(long growthBytes, Runnable undo) {}

    /** The volume of that name, made when missing. */
    @SuppressWarnings("unchecked")
    <V> V volume(String name, Supplier<V> create) {
        return (V) volumes.computeIfAbsent(name, missing -> create.get());
    }

    void written(long growthBytes, Runnable undo) {
        usedBytes += growthBytes;
        changeCount++;
        unsynced.addLast(new Change(growthBytes, undo));
    }

    boolean hasRoomFor(long bytes) {
        return usedBytes + bytes <= capacityBytes;
    }

    long changeCount() {
        return changeCount;
    }

    void sync(LoopProcess process, SyncListener listener, long coversCount) {
        Sync sync = new Sync(process, listener, coversCount, powerCycle);
        if (stalled) {
            heldSyncs.add(sync);
        } else {
            begin(sync);
        }
    }

    private void begin(Sync sync) {
        long at = loop.nowNanos() + syncLatency.draw(random);
        lastSyncAtNanos = Math.max(at, lastSyncAtNanos);
        loop.at(lastSyncAtNanos, sync);
    }

    /** One sync in progress. */
    private final class Sync extends SimEvent {
        private final LoopProcess process;
        private final SyncListener listener;
        private final long coversCount;
        private final int begunInPowerCycle;

        Sync(LoopProcess process, SyncListener listener, long coversCount, int powerCycle) {
            this.process = process;
            this.listener = listener;
            this.coversCount = coversCount;
            this.begunInPowerCycle = powerCycle;
        }

        @Override
        public void fire() {
            if (begunInPowerCycle != powerCycle) {
                return;
            }
            if (stalled) {
                heldSyncs.add(this);
                return;
            }
            if (!failingSyncs && !losingSyncs) {
                makeDurable(coversCount);
            }
            SyncOutcome outcome = failingSyncs ? SyncOutcome.FAILED : SyncOutcome.SYNCED;
            if (process.isAlive()) {
                loop.ready(process, () -> listener.onSync(outcome));
            }
        }
    }

    private void makeDurable(long untilCount) {
        while (durableCount < untilCount) {
            unsynced.pollFirst();
            durableCount++;
        }
    }

    /**
     * Power is lost: unsynced changes are undone, newest first; with a torn tail a random prefix of
     * them stays.
     */
    public void powerLost() {
        powerCycle++;
        heldSyncs.clear();
        int kept = tearing && !unsynced.isEmpty() ? random.nextInt(unsynced.size() + 1) : 0;
        int undone = 0;
        while (unsynced.size() > kept) {
            Change change = unsynced.pollLast();
            usedBytes -= change.growthBytes();
            change.undo().run();
            undone++;
        }
        unsynced.clear();
        durableCount = changeCount;
        lastSyncAtNanos = 0;
        note("disk.power_loss", undone + " changes undone, " + kept + " torn in");
    }

    // ------------------------------------------------------------------ faults

    /** Sets how long syncs take from now on. */
    public void syncLatency(Latency latency) {
        syncLatency = latency;
        note("disk.sync_latency", latency.toString());
    }

    /** Lets no sync complete until {@link #release}. */
    public void stall() {
        stalled = true;
        note("disk.stall", "");
    }

    /** Ends a stall: the syncs that wait go to the device now. */
    public void release() {
        stalled = false;
        note("disk.release", "");
        List<Sync> waiting = List.copyOf(heldSyncs);
        heldSyncs.clear();
        waiting.forEach(this::begin);
    }

    /** Whether syncs are stalled. */
    public boolean isStalled() {
        return stalled;
    }

    /** Sets the capacity; below {@link #usedBytes} the disk is full at once. */
    public void capacity(long bytes) {
        capacityBytes = bytes;
        note("disk.capacity", Long.toString(bytes));
    }

    /** What the volumes hold, in bytes, as they reported it. */
    public long usedBytes() {
        return usedBytes;
    }

    /**
     * Lets every sync fail from now on, or ends that. What it covers stays in the page cache, not
     * durable.
     */
    public void failSyncs(boolean failing) {
        failingSyncs = failing;
        note("disk.sync_error", Boolean.toString(failing));
    }

    /**
     * Lets every sync report success without making anything durable, or ends that (a lying
     * device).
     */
    public void loseSyncs(boolean losing) {
        losingSyncs = losing;
        note("disk.lost_sync", Boolean.toString(losing));
    }

    /** Lets power losses keep a random prefix of the unsynced changes, or ends that. */
    public void tearTails(boolean tear) {
        tearing = tear;
        note("disk.torn_tail", Boolean.toString(tear));
    }

    /** Lets bits rot in a volume; false when there is no such volume or it cannot rot. */
    public boolean rot(String volume) {
        if (volumes.get(volume) instanceof Corruptible corruptible) {
            note("disk.bit_rot", volume + ": " + corruptible.corrupt(random));
            return true;
        }
        return false;
    }

    /** Names of the volumes, in the order they were made. */
    public List<String> volumeNames() {
        return List.copyOf(volumes.keySet());
    }

    /** The simulation is over: gives back what the volumes hold and forgets them. */
    public void dispose() {
        for (Object volume : volumes.values()) {
            if (volume instanceof Disposable disposable) {
                disposable.dispose();
            }
        }
        volumes.clear();
    }

    /** Changes that a power loss now would undo. */
    public int unsyncedCount() {
        return unsynced.size();
    }

    private void note(String kind, String detail) {
        loop.trace().fault(loop.nowNanos(), host, kind, detail);
    }
}
