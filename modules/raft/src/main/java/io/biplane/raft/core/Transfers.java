package io.biplane.raft.core;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.ReadMode;
import io.biplane.raft.message.RaftMessage.TimeoutNow;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.progress.Progress;

/**
 * Handing leadership over (dissertation §3.10): refuse proposals, bring the target up to date, tell
 * it to campaign; give up after one election timeout.
 */
final class Transfers {
    private final RaftState s;
    private ReplicaId target = ReplicaId.NONE;
    private long deadlineNanos = Long.MAX_VALUE;
    /**
     * Term in which a campaign was last ordered: from then on time proves nothing about this
     * leader.
     */
    private long orderedInTerm;

    Transfers(RaftState state) {
        this.s = state;
    }

    ReplicaId target() {
        return target;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean isUnderWay() {
        return !target.isNone();
    }

    /**
     * Whether some replica may stand for election with this leader's blessing, at any later time.
     */
    boolean hasOrderedInTerm() {
        return orderedInTerm == s.term;
    }

    ProposalResult start(ReplicaId to, long nowNanos) {
        if (!s.isLeader()) {
            return new ProposalResult.NotLeader(s.leader);
        }
        if (!s.tracker.configuration().voters().contains(to) || to.is(s.self)) {
            return new ProposalResult.Refused(
                    ProposalResult.Reason.IMPOSSIBLE, to + " is no other voter");
        }
        if (!to.is(target)) {
            target = to;
            deadlineNanos = nowNanos + s.config.timing().timeoutNanosMin();
            Progress progress = s.tracker.of(to);
            if (progress.matchIndex() < s.log.lastIndex()) {
                progress.wantSend();
                s.replication.markDirty();
            }
            onMatched(progress);
            // A fortified leader may have stopped its heartbeats; from now on it needs them.
            if (s.heartbeatDeadlineNanos == Long.MAX_VALUE) {
                s.heartbeatDeadlineNanos = nowNanos;
            }
        }
        return new ProposalResult.Accepted(s.term, 0);
    }

    /** A follower caught up; if it is the target and holds all, it is told to campaign. */
    void onMatched(Progress progress) {
        if (progress.replica().is(target) && progress.matchIndex() == s.log.lastIndex()) {
            orderedInTerm = s.term;
            s.outbox.send(new TimeoutNow(s.self, target, s.term));
        }
    }

    /**
     * Gives up a transfer that took too long. A leader that leads by leases cannot just go on: the
     * order to campaign may still arrive, so its leases of this term stay void. It has itself
     * elected in a new term instead, in which the old order means nothing.
     */
    void tick(long nowNanos) {
        if (nowNanos < deadlineNanos) {
            return;
        }
        forget();
        boolean hasLeases = s.config.features().fortification()
                || s.config.features().readMode() == ReadMode.LEASE;
        if (hasLeases && hasOrderedInTerm()) {
            s.roles.resign(nowNanos);
            s.elections.standAgain(nowNanos);
        }
    }

    /** Ends the transfer, whatever came of it. */
    void forget() {
        target = ReplicaId.NONE;
        deadlineNanos = Long.MAX_VALUE;
    }
}
