package io.biplane.raft.log;

import io.biplane.raft.RaftInvariantViolation;

import java.util.List;
import java.util.Optional;

/**
 * The log of one replica. A hot-path owner object: its many fields are positions in one array,
 * moved by every append.
 *
 * <p>See the package text for the order in which the positions stand.
 */
public final class RaftLog {
    /** {@link #term} of an index the log does not hold. */
    public static final long UNKNOWN_TERM = -1;

    private Entry[] entries = new Entry[16];
    /** Slot of entry {@code compactedIndex + 1}. */
    private int start;
    /** Number of entries held. */
    private int count;

    private long compactedIndex;
    private long compactedTerm;
    private long handedOutIndex;
    private long stableIndex;
    private long committedIndex;
    private long applyingIndex;
    private long appliedIndex;
    /** A snapshot received whose write has not come back; empty otherwise. */
    private Optional<Snapshot> pendingSnapshot = Optional.empty();

    private boolean snapshotHandedOut;

    /** A log recovered from storage: everything in it is durable. */
    public RaftLog(
            long compactedIndex,
            long compactedTerm,
            List<Entry> recovered,
            long committedIndex,
            long appliedIndex) {
        this.compactedIndex = compactedIndex;
        this.compactedTerm = compactedTerm;
        EntrySlice slice = EntrySlice.of(recovered);
        if (!slice.isEmpty()) {
            require(
                    slice.firstIndex() == compactedIndex + 1,
                    "recovered log has a gap after its base");
            append(slice);
        }
        this.handedOutIndex = lastIndex();
        this.stableIndex = lastIndex();
        this.committedIndex = Math.max(compactedIndex, Math.max(committedIndex, appliedIndex));
        this.appliedIndex = Math.max(compactedIndex, appliedIndex);
        this.applyingIndex = this.appliedIndex;
        require(
                this.committedIndex <= lastIndex(),
                "committed entries are missing from the recovered log");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new RaftInvariantViolation(message);
        }
    }

    /** Index of the last entry, or of the compacted prefix if there is none. */
    public long lastIndex() {
        return compactedIndex + count;
    }

    /** Term of the last entry. */
    public long lastTerm() {
        return count == 0 ? compactedTerm : entries[start + count - 1].term();
    }

    /** Last index that is no longer held. */
    public long compactedIndex() {
        return compactedIndex;
    }

    /** Last index whose entry and all before it are durable here. */
    public long stableIndex() {
        return stableIndex;
    }

    /** Last index known to be committed. */
    public long committedIndex() {
        return committedIndex;
    }

    /** Last index handed to the shell for application. */
    public long applyingIndex() {
        return applyingIndex;
    }

    /** Last index the shell said it has applied. */
    public long appliedIndex() {
        return appliedIndex;
    }

    /** The term at {@code index}, or {@link #UNKNOWN_TERM} outside the log. */
    public long term(long index) {
        if (index == compactedIndex) {
            return compactedTerm;
        }
        if (index < compactedIndex || index > lastIndex()) {
            return UNKNOWN_TERM;
        }
        return entries[slot(index)].term();
    }

    /** The entry at {@code index}, which must be held. */
    public Entry entry(long index) {
        require(index > compactedIndex && index <= lastIndex(), "entry outside of the log");
        return entries[slot(index)];
    }

    private int slot(long index) {
        return start + (int) (index - compactedIndex - 1);
    }

    /**
     * Whether a log ending at (lastTerm, lastIndex) is at least as complete as this one
     * (dissertation §3.6.1).
     */
    public boolean isUpToDate(long otherLastIndex, long otherLastTerm) {
        long mine = lastTerm();
        return otherLastTerm > mine || (otherLastTerm == mine && otherLastIndex >= lastIndex());
    }

    /** Appends one entry at the end. */
    public void append(Entry entry) {
        require(entry.index() == lastIndex() + 1, "append leaves a gap");
        reserve(1);
        entries[start + count] = entry;
        count++;
    }

    /** Appends entries at the end. */
    public void append(EntrySlice slice) {
        if (slice.isEmpty()) {
            return;
        }
        require(slice.firstIndex() == lastIndex() + 1, "append leaves a gap");
        reserve(slice.size());
        slice.copyTo(entries, start + count);
        count += slice.size();
    }

    /**
     * Drops the entries from {@code fromIndex} on, in a fresh array because slices may still show
     * them.
     */
    public void truncate(long fromIndex) {
        require(fromIndex > committedIndex, "truncation of committed entries");
        int kept = (int) (fromIndex - compactedIndex - 1);
        Entry[] fresh = new Entry[Math.max(16, kept * 2)];
        System.arraycopy(entries, start, fresh, 0, kept);
        entries = fresh;
        start = 0;
        count = kept;
        handedOutIndex = Math.min(handedOutIndex, fromIndex - 1);
        stableIndex = Math.min(stableIndex, fromIndex - 1);
    }

    private void reserve(int more) {
        if (start + count + more <= entries.length) {
            return;
        }
        Entry[] fresh = new Entry[Math.max(16, (count + more) * 2)];
        System.arraycopy(entries, start, fresh, 0, count);
        entries = fresh;
        start = 0;
    }

    /**
     * Position in {@code slice} of the first entry this log lacks or contradicts; its size if there
     * is none.
     */
    public int firstDifference(EntrySlice slice) {
        int size = slice.size();
        if (size == 0 || slice.firstIndex() == lastIndex() + 1) {
            return 0;
        }
        for (int i = 0; i < size; i++) {
            Entry entry = slice.get(i);
            if (entry.index() > compactedIndex && term(entry.index()) != entry.term()) {
                return i;
            }
        }
        return size;
    }

    /**
     * The entries in [fromIndex, toIndex], cut after the first that exceeds {@code bytesMax} (at
     * least one is returned).
     */
    public EntrySlice slice(long fromIndex, long toIndex, long bytesMax) {
        if (fromIndex > toIndex) {
            return EntrySlice.EMPTY;
        }
        int from = slot(fromIndex);
        int limit = (int) (toIndex - fromIndex + 1);
        int taken = 0;
        long bytes = 0;
        while (taken < limit) {
            bytes += entries[from + taken].payload().sizeBytes();
            if (taken > 0 && bytes > bytesMax) {
                break;
            }
            taken++;
        }
        return new EntrySlice(entries, from, taken);
    }

    /**
     * Greatest index at most {@code index} whose term is at most {@code term}: where two logs may
     * agree.
     */
    public long lastIndexNotAbove(long index, long term) {
        long candidate = Math.min(index, lastIndex());
        while (candidate > compactedIndex && term(candidate) > term) {
            candidate--;
        }
        return candidate;
    }

    /** Moves the committed index forward; true if it moved. */
    public boolean commitTo(long index) {
        if (index <= committedIndex) {
            return false;
        }
        require(index <= lastIndex(), "commit beyond the end of the log");
        committedIndex = index;
        return true;
    }

    /** Whether there is something to write. */
    public boolean hasUnhanded() {
        return handedOutIndex < lastIndex() || (pendingSnapshot.isPresent() && !snapshotHandedOut);
    }

    /** Hands out all entries not yet handed out for writing. */
    public EntrySlice handOut() {
        EntrySlice slice = slice(handedOutIndex + 1, lastIndex(), Long.MAX_VALUE);
        handedOutIndex = lastIndex();
        return slice;
    }

    /** Hands out the received snapshot once. */
    public Optional<Snapshot> handOutSnapshot() {
        if (snapshotHandedOut) {
            return Optional.empty();
        }
        snapshotHandedOut = pendingSnapshot.isPresent();
        return pendingSnapshot;
    }

    /**
     * A write ending in (index, term) is durable; ignored if the log has changed there since. True
     * if stable moved.
     */
    public boolean stableTo(long index, long term) {
        if (index <= stableIndex || term(index) != term) {
            return false;
        }
        stableIndex = index;
        return true;
    }

    /**
     * The snapshot up to {@code index} is installed and durable; ignored if a newer one replaced
     * it.
     */
    public boolean snapshotStable(long index) {
        if (pendingSnapshot.isEmpty() || pendingSnapshot.get().index() != index) {
            return false;
        }
        pendingSnapshot = Optional.empty();
        stableIndex = Math.max(stableIndex, index);
        appliedIndex = index;
        applyingIndex = Math.max(applyingIndex, index);
        return true;
    }

    /** Whether a received snapshot still awaits its write. */
    public boolean isSnapshotPending() {
        return pendingSnapshot.isPresent();
    }

    /** Committed and durable entries not yet handed out for application. */
    public EntrySlice takeToApply(long bytesMax) {
        if (!hasToApply()) {
            return EntrySlice.EMPTY;
        }
        EntrySlice slice =
                slice(applyingIndex + 1, Math.min(committedIndex, stableIndex), bytesMax);
        applyingIndex = slice.lastIndex();
        return slice;
    }

    /** Whether {@link #takeToApply} would return anything. */
    public boolean hasToApply() {
        return applyingIndex < Math.min(committedIndex, stableIndex) && pendingSnapshot.isEmpty();
    }

    /** The shell has applied everything up to {@code index}. */
    public void appliedTo(long index) {
        require(index <= applyingIndex, "applied more than was handed out");
        appliedIndex = Math.max(appliedIndex, index);
    }

    /** Forgets entries up to {@code index}, which must be applied. */
    public void compactTo(long index) {
        if (index <= compactedIndex) {
            return;
        }
        require(index <= appliedIndex, "compaction of entries that are not applied");
        long term = term(index);
        int dropped = (int) (index - compactedIndex);
        start += dropped;
        count -= dropped;
        compactedIndex = index;
        compactedTerm = term;
        if (start > entries.length / 2) {
            Entry[] fresh = new Entry[Math.max(16, count * 2)];
            System.arraycopy(entries, start, fresh, 0, count);
            entries = fresh;
            start = 0;
        }
    }

    /** Replaces the whole log by a received snapshot. */
    public void restore(Snapshot snapshot) {
        require(snapshot.index() > committedIndex, "snapshot behind the committed index");
        // What lay above the committed index is void, even if it was durable; the snapshot itself
        // is not durable before its
        // write returns.
        stableIndex = Math.min(stableIndex, committedIndex);
        entries = new Entry[16];
        start = 0;
        count = 0;
        compactedIndex = snapshot.index();
        compactedTerm = snapshot.term();
        committedIndex = snapshot.index();
        handedOutIndex = snapshot.index();
        pendingSnapshot = Optional.of(snapshot);
        snapshotHandedOut = false;
    }
}
