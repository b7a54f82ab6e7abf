package io.biplane.raft.core;

import io.biplane.raft.EmptyPayload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.config.Priority;
import io.biplane.raft.port.Role;

/** The transitions between roles, and the election timer that goes with them. */
final class Roles {
    private final RaftState s;

    Roles(RaftState state) {
        this.s = state;
    }

    /**
     * Follows {@code leader}, or nobody if unknown, in {@code term}, which must not be below the
     * current one.
     *
     * <p>Learning of a term does not restart a running election timer; hearing of its leader does
     * (dissertation §3.4). A former leader had none running and starts one.
     */
    void becomeFollower(long term, ReplicaId leader, long nowNanos) {
        boolean wasLeader = s.isLeader();
        boolean isNewTerm = term != s.term;
        if (isNewTerm) {
            enterTerm(term, ReplicaId.NONE);
        }
        s.role = Role.FOLLOWER;
        s.leader = leader;
        if (wasLeader) {
            leaveLeadership();
            restartElectionTimer(nowNanos);
        }
        if (isNewTerm && s.has(PlantedBug.HIGHER_TERM_RESTARTS_TIMER)) {
            restartElectionTimer(nowNanos);
        }
        if (!leader.isNone()) {
            if (isNewTerm) {
                drawElectionTimeout();
            }
            heardOfLeader(nowNanos);
        }
    }

    private void leaveLeadership() {
        s.heartbeatDeadlineNanos = Long.MAX_VALUE;
        s.quorumCheckDeadlineNanos = Long.MAX_VALUE;
        s.quiesced = false;
        s.reads.forget();
        s.transfers.forget();
        s.replication.forget();
        s.snapshots.forget();
        s.observer.steppedDown(s.term);
    }

    void becomePreCandidate(long nowNanos) {
        s.role = Role.PRE_CANDIDATE;
        s.leader = ReplicaId.NONE;
        s.tracker.resetVotes();
        restartAsCandidate(nowNanos);
    }

    void becomeCandidate(long nowNanos) {
        enterTerm(s.term + 1, s.self);
        s.role = Role.CANDIDATE;
        s.leader = ReplicaId.NONE;
        s.tracker.resetVotes();
        restartAsCandidate(nowNanos);
    }

    void becomeLeader(long nowNanos) {
        s.role = Role.LEADER;
        s.leader = s.self;
        s.electionDeadlineNanos = Long.MAX_VALUE;
        s.quorumCheckDeadlineNanos = nowNanos + s.config.timing().timeoutNanosMin();
        s.observer.elected(s.term);
        for (int i = 0; i < s.tracker.size(); i++) {
            s.tracker.at(i).reset(s.log.lastIndex());
        }
        s.memberships.becomeLeader();
        s.replication.becomeLeader(nowNanos);
        s.fortification.becomeLeader();
        s.replication.appendAsLeader(EmptyPayload.INSTANCE);
    }

    /** A leader that may no longer lead steps down in its own term. */
    void resign(long nowNanos) {
        s.fortification.resign();
        becomeFollower(s.term, ReplicaId.NONE, nowNanos);
    }

    private void enterTerm(long term, ReplicaId vote) {
        s.term = term;
        s.vote = vote;
        s.supportedLeader = ReplicaId.NONE;
        s.supportedEpoch = 0;
        s.hardStateDirty = true;
        s.observer.termOrVoteChanged(term, vote);
    }

    void castVote(ReplicaId candidate) {
        if (!s.vote.is(candidate)) {
            s.vote = candidate;
            s.hardStateDirty = true;
            s.observer.termOrVoteChanged(s.term, candidate);
        }
    }

    /** The leader of the current term was heard of. */
    void heardOfLeader(long nowNanos) {
        s.leaderContactAtNanos = nowNanos;
        if (!s.has(PlantedBug.NO_TIMER_RESET_ON_HEARTBEAT)) {
            s.electionDeadlineNanos = nowNanos + s.electionTimeoutNanos;
        }
    }

    /** Each attempt has a timeout of its own, so that candidates who collided drift apart. */
    private void restartAsCandidate(long nowNanos) {
        if (s.has(PlantedBug.CANDIDATE_KEEPS_TIMEOUT)) {
            s.electionDeadlineNanos = nowNanos + s.electionTimeoutNanos;
        } else {
            restartElectionTimer(nowNanos);
        }
    }

    /** Draws a new election timeout and starts it. */
    void restartElectionTimer(long nowNanos) {
        drawElectionTimeout();
        s.electionDeadlineNanos = nowNanos + s.electionTimeoutNanos;
    }

    private void drawElectionTimeout() {
        ElectionTiming timing = s.config.timing();
        long range = timing.timeoutNanosMax() - timing.timeoutNanosMin();
        // The preferred replica still draws from an eighth of the range, so that two of them do not
        // tie for ever.
        long bound = s.priority == Priority.PREFERRED ? Math.max(1, range / 8) : range;
        long extra = s.priority == Priority.RELUCTANT ? timing.timeoutNanosMax() : 0;
        s.electionTimeoutNanos = timing.timeoutNanosMin() + s.draw.applyAsLong(bound) + extra;
    }
}
