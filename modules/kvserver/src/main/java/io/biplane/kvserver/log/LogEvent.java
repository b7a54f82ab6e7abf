package io.biplane.kvserver.log;

import io.biplane.raft.HardState;
import io.biplane.raft.log.EntrySlice;

/** What happened to a log. */
public sealed interface LogEvent {
    /**
     * Hard state was set, the log was cut at {@code fromIndex} and the entries were appended, all at once.
     *
     * @param fromIndex index of the first entry; without entries nothing is cut and it means nothing
     */
    record LogWritten(HardState hardState, long fromIndex, EntrySlice entries) implements LogEvent {
        public LogWritten {
            // An own copy: a view would keep the replica's whole array alive as long as the journal
            // keeps the event.
            entries = entries.isEmpty() ? EntrySlice.EMPTY : EntrySlice.of(entries);
        }
    }

    /**
     * The log now begins behind {@code index}. Beyond the log's end, or with another term there, it replaces the whole log: a
     * snapshot was installed.
     */
    record LogCompacted(long index, long term) implements LogEvent {}
}
