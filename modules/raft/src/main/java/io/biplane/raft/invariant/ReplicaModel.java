package io.biplane.raft.invariant;

import io.biplane.raft.HardState;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Entry;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.port.RecoveredState;

/**
 * One replica as reported so far: a plain mirror, written only by {@link GroupInvariants} after its
 * checks have passed.
 */
final class ReplicaModel {
    final ReplicaId id;
    /** Terms along its log. */
    final TermRuns log = new TermRuns(0, 0);

    long term;
    ReplicaId vote = ReplicaId.NONE;
    boolean isLeader;
    /** Last write that returned. */
    HardState durableHardState = HardState.INITIAL;
    /** Log durable up to here. */
    long durableIndex;
    /** Committed here up to this index. */
    long committedIndex;
    /** Handed out for application up to this index. */
    long applyingIndex;

    Configuration configuration = Configuration.empty();
    /** A disk fault may have lost what was durable: the next recovery is believed. */
    boolean isForgiven;

    ReplicaModel(ReplicaId id) {
        this.id = id;
    }

    void recover(RecoveredState state) {
        log.reset(state.compactedIndex(), state.compactedTerm());
        for (Entry entry : state.entries()) {
            log.append(entry.term());
        }
        term = state.hardState().term();
        vote = state.hardState().vote();
        isLeader = false;
        durableHardState = state.hardState();
        durableIndex = log.lastIndex();
        committedIndex = Math.max(state.hardState().commitIndex(), state.appliedIndex());
        applyingIndex = state.appliedIndex();
        configuration = state.configuration();
        isForgiven = false;
    }

    /** Whether (index, term) is durable here; a compacted index counts, for it was applied. */
    boolean holdsDurably(long index, long entryTerm) {
        return durableIndex >= index && (index < log.baseIndex() || log.termAt(index) == entryTerm);
    }

    @Override
    public String toString() {
        return id + " (term " + term + ", log to " + log.lastTerm() + "/" + log.lastIndex()
                + ", durable to " + durableIndex + ", committed to " + committedIndex + ")";
    }
}
