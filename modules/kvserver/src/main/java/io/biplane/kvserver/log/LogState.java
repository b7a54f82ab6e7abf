package io.biplane.kvserver.log;

import io.biplane.base.invariant.Invariant;
import io.biplane.raft.HardState;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What the events of a log add up to. Mutable, owned by the log actor; {@link #contents} copies. The deque is the ring buffer: it
 * grows at the end, is cut at either.
 */
final class LogState {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private HardState hardState;
    private long compactedIndex;
    private long compactedTerm;

    LogState(LogContents contents) {
        hardState = contents.hardState();
        compactedIndex = contents.compactedIndex();
        compactedTerm = contents.compactedTerm();
        entries.addAll(contents.entries());
    }

    LogContents contents() {
        EntrySlice copy = EntrySlice.of(new ArrayList<>(entries));
        return new LogContents(hardState, compactedIndex, compactedTerm, copy);
    }

    LogState apply(LogEvent event) {
        if (event instanceof LogEvent.LogWritten written) {
            onWritten(written);
        } else if (event instanceof LogEvent.LogCompacted compacted) {
            onCompacted(compacted);
        }
        return this;
    }

    private void onWritten(LogEvent.LogWritten written) {
        hardState = written.hardState();
        List<Entry> appended = written.entries();
        if (appended.isEmpty()) {
            return;
        }
        long last = compactedIndex + entries.size();
        Invariant.check(
                written.fromIndex() > compactedIndex && written.fromIndex() <= last + 1,
                () -> "write from " + written.fromIndex() + " onto a log of " + compactedIndex
                        + " to " + last);
        for (long index = last; index >= written.fromIndex(); index--) {
            entries.removeLast();
        }
        entries.addAll(appended);
    }

    private void onCompacted(LogEvent.LogCompacted compacted) {
        if (compacted.index() <= compactedIndex) {
            return;
        }
        boolean isPrefix = false;
        while (!entries.isEmpty() && entries.peekFirst().index() <= compacted.index()) {
            Entry dropped = entries.removeFirst();
            isPrefix = dropped.index() == compacted.index() && dropped.term() == compacted.term();
        }
        if (!isPrefix) {
            entries.clear();
        }
        compactedIndex = compacted.index();
        compactedTerm = compacted.term();
    }
}
