package io.biplane.raft.core;

import io.biplane.raft.HardState;
import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.log.Entry;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.LeaderSupport;
import io.biplane.raft.port.RaftObserver;
import io.biplane.raft.port.Ready;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayList;
import java.util.List;

/**
 * Replica 1 of a group, alone on the bench: the test plays all others. Writes are durable at once.
 */
final class OneReplica {
    static final ReplicaId SELF = ReplicaId.of(1);

    final RaftCore core;
    /** All it said since the last look. */
    private final List<RaftMessage> said = new ArrayList<>();

    final List<Entry> applied = new ArrayList<>();
    private long nowNanos;

    /** A proposal. */
    record Word(String text) implements Payload {
        @Override
        public int sizeBytes() {
            return text.length();
        }
    }

    OneReplica(int servers, Features features, HardState hardState, long... logTerms) {
        this(servers, features, hardState, 0, logTerms);
    }

    OneReplica(int servers, Features features, HardState hardState, long draw, long[] logTerms) {
        List<ReplicaId> voters = new ArrayList<>();
        for (int i = 1; i <= servers; i++) {
            voters.add(ReplicaId.of(i));
        }
        RecoveredState state = new RecoveredState(
                hardState, 0, 0, entries(1, logTerms), Configuration.ofVoters(voters), 0);
        core = new RaftCore(
                RaftConfig.defaults(SELF).with(features),
                state,
                bound -> Math.min(draw, bound - 1),
                LeaderSupport.NONE,
                RaftObserver.NONE,
                0);
    }

    static OneReplica fresh(int servers) {
        return new OneReplica(servers, Features.BARE, HardState.INITIAL);
    }

    static EntrySlice entries(long firstIndex, long... terms) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            entries.add(new Entry(
                    terms[i], firstIndex + i, new Word(terms[i] + "/" + (firstIndex + i))));
        }
        return EntrySlice.of(entries);
    }

    void hear(RaftMessage message) {
        core.step(message, nowNanos);
        pump();
    }

    /** Moves time to the next deadline and lets it fire. */
    void timeOut() {
        nowNanos = core.nextDeadlineNanos();
        core.tick(nowNanos);
        pump();
    }

    void waitNanos(long nanos) {
        nowNanos += nanos;
    }

    long nowNanos() {
        return nowNanos;
    }

    void propose(String text) {
        core.propose(new Word(text), nowNanos);
        pump();
    }

    private void pump() {
        while (core.hasReady() || core.hasWrite()) {
            Ready ready = core.takeReady(nowNanos);
            said.addAll(ready.messages());
            applied.addAll(ready.toApply());
            if (!ready.toApply().isEmpty()) {
                core.applied(ready.toApply().lastIndex(), nowNanos);
            }
            if (core.hasWrite()) {
                core.persisted(core.takeWrite().number(), nowNanos);
            }
        }
    }

    List<RaftMessage> takeSaid() {
        List<RaftMessage> taken = List.copyOf(said);
        said.clear();
        return taken;
    }

    <T extends RaftMessage> List<T> takeSaid(Class<T> kind) {
        return takeSaid().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Long> logTerms() {
        List<Long> terms = new ArrayList<>();
        for (long i = 1; i <= core.lastIndex(); i++) {
            terms.add(core.termAt(i));
        }
        return terms;
    }
}
