package io.biplane.kvserver.log;

import io.biplane.raft.HardState;
import io.biplane.raft.log.EntrySlice;

/**
 * A log as it is on disk. Immutable.
 *
 * @param hardState term, vote and commit
 * @param compactedIndex last index no longer held
 * @param compactedTerm its term
 * @param entries those behind it
 */
public record LogContents(
        HardState hardState, long compactedIndex, long compactedTerm, EntrySlice entries) {
    /** A log nothing was ever written to. */
    public static final LogContents EMPTY =
            new LogContents(HardState.INITIAL, 0, 0, EntrySlice.EMPTY);

    public long lastIndex() {
        return compactedIndex + entries.size();
    }

    /** The term at an index, or -1 where the log does not reach. */
    public long termAt(long index) {
        if (index == compactedIndex) {
            return compactedTerm;
        }
        return index < compactedIndex || index > lastIndex()
                ? -1
                : entries.get((int) (index - compactedIndex - 1)).term();
    }
}
