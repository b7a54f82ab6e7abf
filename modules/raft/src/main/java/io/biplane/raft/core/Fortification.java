package io.biplane.raft.core;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.message.RaftMessage.Defortify;
import io.biplane.raft.message.RaftMessage.Fortify;
import io.biplane.raft.message.RaftMessage.FortifyReply;
import io.biplane.raft.progress.Progress;
import io.biplane.raft.progress.ProgressState;

/**
 * Leader leases over store liveness (CockroachDB's leader fortification).
 *
 * <p>A follower promises, in one store-liveness epoch and durably, to elect nobody else while its
 * store supports the leader's store in that epoch. While a quorum's promises last, the leader leads
 * without heartbeats. When support is withdrawn, the follower campaigns after the random part of
 * its timeout: the fixed part has passed in store liveness.
 */
final class Fortification {
    private static final long NANOS_IN_MILLI = 1_000_000L;

    private final RaftState s;
    /**
     * Leader: latest instant up to which a quorum has promised in {@link #supportedTerm}; never
     * falls in a term.
     */
    private long supportedUntilNanos = Long.MIN_VALUE;

    private long supportedTerm;
    /**
     * Term in which this replica last resigned: it says so again until somebody else leads or the
     * term passes.
     */
    private long resignedTerm = -1;

    Fortification(RaftState state) {
        this.s = state;
    }

    private boolean isOn() {
        return s.config.features().fortification();
    }

    // ---- leader

    /** Asks everybody for the promise. */
    void becomeLeader() {
        if (!isOn()) {
            return;
        }
        for (int i = 0; i < s.tracker.size(); i++) {
            ask(s.tracker.at(i));
        }
    }

    private void ask(Progress progress) {
        if (progress.replica().is(s.self)) {
            return;
        }
        s.outbox.send(new Fortify(s.self, progress.replica(), s.term));
    }

    void onFortifyReply(FortifyReply m, long nowNanos) {
        if (s.isLeader() && s.tracker.contains(m.from())) {
            s.tracker.of(m.from()).fortify(m.epoch());
            s.memberships.leaveIfPossible(nowNanos);
        }
    }

    /**
     * Until when a quorum has promised to elect nobody else, or {@code Long.MIN_VALUE}; never falls
     * while this replica leads in a term, until it orders a transfer: from then on it promises
     * nothing any more, because the target may be elected at any time.
     */
    long supportedUntilNanos(long nowNanos) {
        if (!isOn() || !s.isLeader() || s.transfers.hasOrderedInTerm()) {
            return Long.MIN_VALUE;
        }
        if (supportedTerm != s.term) {
            supportedTerm = s.term;
            supportedUntilNanos = Long.MIN_VALUE;
        }
        long reached = presentSupportNanos(nowNanos);
        if (reached != 0) {
            supportedUntilNanos = Math.max(supportedUntilNanos, reached);
        }
        return supportedUntilNanos;
    }

    /**
     * The present configuration ends: what it promised counts from now on, whether anybody has asked
     * for it or not.
     */
    void beforeConfigure(long nowNanos) {
        supportedUntilNanos(nowNanos);
    }

    /**
     * Until when a quorum of the present configuration supports this leader, 0 for no quorum; falls
     * when the configuration changes.
     *
     * <p>A leader that is a quorum by itself promises no more than one election timeout. It could
     * keep a longer promise, but the next configuration may need others, who never made it.
     */
    private long presentSupportNanos(long nowNanos) {
        long reached = s.tracker.reachedByQuorum(this::supportOf);
        return reached == Long.MAX_VALUE ? nowNanos + s.config.timing().timeoutNanosMin() : reached;
    }

    /**
     * Whether a quorum of the present configuration supports this leader for less long than it was
     * promised in this term. Then no other configuration may follow: quorums of two configurations
     * in a row have a member in common, those of three do not.
     */
    boolean isSupportBehind(long nowNanos) {
        long promised = supportedUntilNanos(nowNanos);
        return promised != Long.MIN_VALUE && presentSupportNanos(nowNanos) < promised;
    }

    /** What {@link #isSupportBehind} compares, in words. */
    String describeSupport(long nowNanos) {
        return "a quorum of the present members supports this leader until "
                + presentSupportNanos(nowNanos) / NANOS_IN_MILLI + " ms, "
                + supportedUntilNanos(nowNanos) / NANOS_IN_MILLI + " ms was promised";
    }

    private long supportOf(Progress progress) {
        if (progress.replica().is(s.self)) {
            return Long.MAX_VALUE;
        }
        long epoch = progress.fortifiedEpoch();
        return epoch == 0 ? 0 : s.support.supportedUntilNanos(progress.replica(), epoch);
    }

    /**
     * Whether a member needs no heartbeat: it has promised, its store supports us now, and it lacks
     * nothing.
     */
    boolean isHeartbeatNeedless(Progress progress, long nowNanos) {
        if (!isOn() || s.transfers.hasOrderedInTerm()) {
            return false;
        }
        if (supportOf(progress) <= nowNanos) {
            ask(progress);
            return false;
        }
        return progress.state() == ProgressState.REPLICATE
                && progress.matchIndex() == s.log.lastIndex()
                && progress.sentCommitIndex() == s.log.committedIndex();
    }

    /** The leader steps down of its own accord: promises are void. */
    void resign() {
        if (isOn()) {
            resignedTerm = s.term;
            release();
        }
    }

    /** Whether members may still be bound to this replica, which no longer leads. */
    boolean mustRelease() {
        return isOn() && resignedTerm == s.term && !s.isLeader() && s.leader.isNone();
    }

    /**
     * Tells everybody that promises to this replica are void; repeated, because messages get lost.
     */
    void release() {
        for (int i = 0; i < s.tracker.size(); i++) {
            ReplicaId to = s.tracker.at(i).replica();
            if (!to.is(s.self)) {
                s.outbox.send(new Defortify(s.self, to, s.term));
            }
        }
    }

    // ---- follower

    void onFortify(Fortify m, long nowNanos) {
        s.replication.followSender(m.from(), nowNanos);
        long epoch = isOn() ? s.support.epochSupporting(m.from()) : 0;
        if (epoch != s.supportedEpoch || !s.supportedLeader.is(m.from())) {
            s.supportedLeader = epoch == 0 ? ReplicaId.NONE : m.from();
            s.supportedEpoch = epoch;
            s.hardStateDirty = true;
        }
        s.outbox.sendAfterWrite(new FortifyReply(s.self, m.from(), s.term, epoch));
    }

    void onDefortify(Defortify m, long nowNanos) {
        if (s.supportedLeader.is(m.from())) {
            endPromise(nowNanos);
        }
    }

    /** Whether this replica's promise to another replica holds at present. */
    boolean isSupportingAnother() {
        return isSupportingOtherThan(s.self);
    }

    /** Whether this replica's promise to somebody else than {@code candidate} holds at present. */
    boolean isSupportingOtherThan(ReplicaId candidate) {
        return s.supportedEpoch != 0
                && !s.supportedLeader.is(candidate)
                && s.support.epochSupporting(s.supportedLeader) == s.supportedEpoch;
    }

    /**
     * Store liveness changed: a promise that lapsed lets this replica campaign after the random
     * part of its timeout; one that was prolonged may let a leader change the members.
     */
    void onSupportChanged(long nowNanos) {
        if (s.isLeader()) {
            s.heartbeatDeadlineNanos = Math.min(s.heartbeatDeadlineNanos, nowNanos);
            s.memberships.leaveIfPossible(nowNanos);
        } else {
            endLapsedPromise(nowNanos);
        }
    }

    /** Whether a promise had lapsed and is ended now. */
    boolean endLapsedPromise(long nowNanos) {
        boolean isLapsed = s.supportedEpoch != 0 && !isSupportingAnother() && !s.isLeader();
        if (isLapsed) {
            endPromise(nowNanos);
        }
        return isLapsed;
    }

    private void endPromise(long nowNanos) {
        s.supportedLeader = ReplicaId.NONE;
        s.supportedEpoch = 0;
        s.hardStateDirty = true;
        // The leader is not sticky any more: its store's silence has been judged by store liveness.
        s.leader = ReplicaId.NONE;
        s.quiesced = false;
        s.roles.restartElectionTimer(nowNanos);
        s.electionDeadlineNanos -= s.config.timing().timeoutNanosMin();
    }
}
