package io.biplane.raft.core;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.ReadMode;
import io.biplane.raft.message.RaftMessage.ReadIndexReply;
import io.biplane.raft.message.RaftMessage.ReadIndexRequest;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.Ready.ReadState;
import io.biplane.raft.progress.Progress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Linearizable reads without log entries (dissertation §6.4, §6.4.1).
 *
 * <p>All reads asked for since the last {@code takeReady} share one round of heartbeats, named by a
 * sequence number. A leader that has not committed in its term does not know how far the log is
 * committed, so reads wait for that.
 */
final class Reads {
    private final RaftState s;
    /** Confirmed, to be handed out. */
    private ArrayList<ReadState> confirmed = new ArrayList<>();
    /** Asked for before the first commit of the term, or since the last round began. */
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    /** In a round that is under way, oldest first. */
    private final ArrayDeque<Pending> underWay = new ArrayDeque<>();
    /** Latest round. */
    private long sequence;

    /**
     * A read; {@code index} is what was committed when its round began, {@code sequence} the round.
     */
    private record Pending(ReplicaId requester, long requestId, long index, long sequence) {}

    Reads(RaftState state) {
        this.s = state;
    }

    long sequence() {
        return sequence;
    }

    boolean hasOutput() {
        return !confirmed.isEmpty() || (s.isLeader() && canStartRound());
    }

    boolean isIdle() {
        return waiting.isEmpty() && underWay.isEmpty();
    }

    private boolean canStartRound() {
        return !waiting.isEmpty() && s.replication.hasCommittedInTerm();
    }

    ProposalResult ask(long requestId, long nowNanos) {
        if (s.isLeader()) {
            serve(s.self, requestId, nowNanos);
            return new ProposalResult.Accepted(s.term, 0);
        }
        if (!s.leader.isNone()) {
            s.outbox.send(new ReadIndexRequest(s.self, s.leader, s.term, requestId));
            return new ProposalResult.Accepted(s.term, 0);
        }
        return new ProposalResult.NotLeader(ReplicaId.NONE);
    }

    void onRequest(ReadIndexRequest m, long nowNanos) {
        if (s.isLeader()) {
            serve(m.from(), m.requestId(), nowNanos);
        }
    }

    void onReply(ReadIndexReply m) {
        confirmed.add(new ReadState(m.requestId(), m.index()));
    }

    private void serve(ReplicaId requester, long requestId, long nowNanos) {
        Pending pending = new Pending(requester, requestId, s.log.committedIndex(), 0);
        if (s.replication.hasCommittedInTerm() && isLeased(nowNanos)) {
            confirm(pending);
        } else {
            waiting.add(pending);
        }
    }

    private boolean isLeased(long nowNanos) {
        return s.config.features().readMode() == ReadMode.LEASE && nowNanos < leaseUntilNanos();
    }

    /**
     * Until when no other leader can be elected, or {@code Long.MIN_VALUE}: from the instant at
     * which the heartbeats were sent that a quorum has answered, the shortest election timeout,
     * less clock drift. Void once a transfer was ordered.
     */
    long leaseUntilNanos() {
        if (!s.isLeader() || s.transfers.hasOrderedInTerm()) {
            return Long.MIN_VALUE;
        }
        long since = s.tracker.reachedByQuorum(this::heartbeatAnsweredAt);
        if (since == Long.MIN_VALUE || since == Long.MAX_VALUE) {
            return since;
        }
        double span = s.config.timing().timeoutNanosMin() / s.config.features().clockDriftBound();
        return since + (long) span;
    }

    private long heartbeatAnsweredAt(Progress progress) {
        return progress.replica().is(s.self) ? Long.MAX_VALUE : progress.heartbeatSentAtNanos();
    }

    /** Starts one round for all reads that wait. */
    void flush(long nowNanos) {
        if (!canStartRound()) {
            return;
        }
        sequence++;
        while (!waiting.isEmpty()) {
            Pending pending = waiting.removeFirst();
            // The index is fixed now: the round proves leadership from here on, and it may have
            // risen since.
            underWay.add(new Pending(
                    pending.requester(), pending.requestId(), s.log.committedIndex(), sequence));
        }
        for (int i = 0; i < s.tracker.size(); i++) {
            Progress progress = s.tracker.at(i);
            if (!progress.replica().is(s.self)) {
                s.replication.sendHeartbeat(progress, nowNanos, false);
            }
        }
        onHeartbeatReply();
    }

    /** A member confirmed a round, or a round has just begun in a group of one. */
    void onHeartbeatReply() {
        if (underWay.isEmpty()) {
            return;
        }
        long round = s.tracker.reachedByQuorum(this::confirmedRound);
        while (!underWay.isEmpty() && underWay.getFirst().sequence() <= round) {
            confirm(underWay.removeFirst());
        }
    }

    private long confirmedRound(Progress progress) {
        return progress.replica().is(s.self) ? sequence : progress.readSequence();
    }

    private void confirm(Pending pending) {
        if (pending.requester().is(s.self)) {
            confirmed.add(new ReadState(pending.requestId(), pending.index()));
        } else {
            s.outbox.send(new ReadIndexReply(
                    s.self, pending.requester(), s.term, pending.requestId(), pending.index()));
        }
    }

    List<ReadState> take() {
        if (confirmed.isEmpty()) {
            return List.of();
        }
        List<ReadState> taken = confirmed;
        confirmed = new ArrayList<>();
        return taken;
    }

    /** Leadership is gone: reads that were not confirmed are dropped, their callers ask again. */
    void forget() {
        waiting.clear();
        underWay.clear();
    }
}
