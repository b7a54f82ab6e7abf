package io.biplane.kvserver.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.random.SimRandom;
import io.biplane.raft.EmptyPayload;
import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The log's state against a map from index to term, over random events; and its bytes. */
class LogStateTest {
    private static LogEvent.LogWritten written(long term, long from, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(term, from + i, EmptyPayload.INSTANCE));
        }
        return new LogEvent.LogWritten(
                HardState.of(term, ReplicaId.of(1), from), from, EntrySlice.of(entries));
    }

    @Test
    void when_randomEventsHappen_then_theLogIsWhatAPlainMapSays() {
        for (long seed = 1; seed <= 50; seed++) {
            SimRandom random = new SimRandom(seed, "log");
            LogState state = new LogState(LogContents.EMPTY);
            TreeMap<Long, Long> model = new TreeMap<>();
            long compacted = 0;
            long term = 1;
            for (int step = 0; step < 200; step++) {
                long last = model.isEmpty() ? compacted : model.lastKey();
                if (random.nextInt(4) == 0 && last > compacted) {
                    compacted = random.between(compacted + 1, last);
                    state.apply(new LogEvent.LogCompacted(compacted, model.get(compacted)));
                    model.headMap(compacted, true).clear();
                } else {
                    term += random.nextInt(2);
                    long from = random.between(compacted + 1, last + 1);
                    int count = 1 + random.nextInt(4);
                    state.apply(written(term, from, count));
                    model.tailMap(from, true).clear();
                    for (int i = 0; i < count; i++) {
                        model.put(from + i, term);
                    }
                }
                LogContents contents = state.contents();
                assertThat(contents.compactedIndex()).isEqualTo(compacted);
                assertThat(contents.entries().stream().map(Entry::index).toList())
                        .isEqualTo(List.copyOf(model.keySet()));
                assertThat(contents.entries().stream().map(Entry::term).toList())
                        .isEqualTo(List.copyOf(model.values()));
            }
        }
    }

    @Test
    void when_aSnapshotIsBeyondTheLogOrOfAnotherHistory_then_itReplacesTheLog() {
        LogState beyond = new LogState(LogContents.EMPTY);
        beyond.apply(written(1, 1, 5));
        beyond.apply(new LogEvent.LogCompacted(20, 3));
        assertThat(beyond.contents().lastIndex()).isEqualTo(20);
        assertThat(beyond.contents().termAt(20)).isEqualTo(3);

        LogState other = new LogState(LogContents.EMPTY);
        other.apply(written(1, 1, 5));
        other.apply(new LogEvent.LogCompacted(3, 2));
        assertThat(other.contents().entries()).isEmpty();

        LogState prefix = new LogState(LogContents.EMPTY);
        prefix.apply(written(1, 1, 5));
        prefix.apply(new LogEvent.LogCompacted(3, 1));
        assertThat(prefix.contents().entries()).hasSize(2);
    }

    @Test
    void when_aWriteWouldLeaveAHole_then_itIsAViolation() {
        LogState state = new LogState(LogContents.EMPTY);
        assertThatThrownBy(() -> state.apply(written(1, 2, 1)))
                .isInstanceOf(InvariantViolation.class);
    }

    @Test
    void when_laterEventsCome_then_earlierContentsStayAsTheyWere() {
        LogState state = new LogState(LogContents.EMPTY);
        state.apply(written(1, 1, 3));
        LogContents before = state.contents();
        state.apply(written(2, 2, 4));
        assertThat(before.entries()).hasSize(3);
        assertThat(before.termAt(2)).isEqualTo(1);
    }

    @Test
    void when_eventsAndContentsAreSerialized_then_theyReadBackTheSame() {
        LogSerializer serializer = new LogSerializer();
        LogState state = new LogState(LogContents.EMPTY);
        state.apply(written(4, 1, 6));
        for (Object object : List.of(
                written(3, 9, 2),
                new LogEvent.LogWritten(
                        new HardState(7, ReplicaId.of(2), 5, ReplicaId.of(3), 9),
                        0,
                        EntrySlice.EMPTY),
                new LogEvent.LogCompacted(12, 3),
                state.contents())) {
            byte[] bytes = serializer.toBinary(object);
            assertThat(serializer.fromBinary(bytes, serializer.manifest(object)))
                    .isEqualTo(object);
        }
    }
}
