package io.biplane.kvserver.replica;

import io.biplane.kernel.host.Disk.SyncOutcome;
import io.biplane.kvserver.apply.AppliedEntry;
import io.biplane.raft.port.RaftStatus;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Keeps the log short: when enough was applied since the last cut, has the engine synced, then forgets entries up to what was
 * applied at that moment. What a living follower still needs is kept, within limits; beyond them it gets a snapshot.
 */
final class Truncation {
    /**
     * Entries applied that are worth a cut, beside the byte limit of the settings. Our choice: the log stays in memory on
     * every replica, and small entries would let the modelled 16 MiB be a hundred thousand of them.
     */
    private static final int ENTRIES = 2_000;
    /** A follower keeps so many entries behind its applied index: it may lead next, with followers that lag. Our choice. */
    private static final int KEPT_BY_FOLLOWER = 200;
    /** A leader holds the cut back for a living follower until the log is so many times the limit. Our choice. */
    private static final int PATIENCE = 4;

    private final ReplicaContext context;
    private final RaftDriver group;
    private final BiConsumer<Long, SyncOutcome> engineSynced;

    private long bytesSinceCut;
    private long cutAtIndex;
    private boolean isSyncing;

    Truncation(
            ReplicaContext context, RaftDriver group, BiConsumer<Long, SyncOutcome> engineSynced) {
        this.context = context;
        this.group = group;
        this.engineSynced = engineSynced;
        this.cutAtIndex = group.core().appliedIndex();
    }

    void onApplied(List<AppliedEntry> entries) {
        for (AppliedEntry applied : entries) {
            bytesSinceCut += applied.entry().payload().sizeBytes();
        }
    }

    /** Starts a cut if one is due. */
    void consider() {
        long applied = group.core().appliedIndex();
        long bytesMax = context.node().settings().config().replication().logTruncationBytes();
        if (isSyncing || applied - cutAtIndex < ENTRIES && bytesSinceCut < bytesMax) {
            return;
        }
        isSyncing = true;
        context.engine().sync(outcome -> engineSynced.accept(applied, outcome));
    }

    /** The engine holds everything up to {@code appliedIndex} durably. */
    void onEngineSynced(long appliedIndex) {
        isSyncing = false;
        cutAtIndex = appliedIndex;
        bytesSinceCut = 0;
        group.compact(Math.min(appliedIndex, neededFrom(appliedIndex)));
    }

    private long neededFrom(long appliedIndex) {
        if (!group.core().isLeader()) {
            return appliedIndex - KEPT_BY_FOLLOWER;
        }
        RaftStatus status = group.core().status();
        long needed = appliedIndex;
        for (RaftStatus.Follower follower : status.followers()) {
            if (follower.snapshotIndex() > 0) {
                // What follows a snapshot on its way will be wanted with it; the courier's patience
                // ends that.
                needed = Math.min(needed, follower.snapshotIndex());
                continue;
            }
            boolean isWorthWaiting = follower.isActive()
                    && appliedIndex - follower.matchIndex() < (long) PATIENCE * ENTRIES;
            if (isWorthWaiting) {
                needed = Math.min(needed, follower.matchIndex());
            }
        }
        return needed;
    }
}
