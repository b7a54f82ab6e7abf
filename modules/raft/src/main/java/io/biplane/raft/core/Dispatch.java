package io.biplane.raft.core;

import io.biplane.raft.RaftInvariantViolation;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.RaftLog;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.message.RaftMessage.AppendRejection;
import io.biplane.raft.message.RaftMessage.AppendReply;
import io.biplane.raft.message.RaftMessage.AppendRequest;
import io.biplane.raft.message.RaftMessage.Defortify;
import io.biplane.raft.message.RaftMessage.Fortify;
import io.biplane.raft.message.RaftMessage.FortifyReply;
import io.biplane.raft.message.RaftMessage.Heartbeat;
import io.biplane.raft.message.RaftMessage.HeartbeatReply;
import io.biplane.raft.message.RaftMessage.InstallSnapshot;
import io.biplane.raft.message.RaftMessage.PreVoteReply;
import io.biplane.raft.message.RaftMessage.PreVoteRequest;
import io.biplane.raft.message.RaftMessage.ReadIndexReply;
import io.biplane.raft.message.RaftMessage.ReadIndexRequest;
import io.biplane.raft.message.RaftMessage.TimeoutNow;
import io.biplane.raft.message.RaftMessage.VoteReply;
import io.biplane.raft.message.RaftMessage.VoteRequest;
import io.biplane.raft.port.RaftStatus;
import io.biplane.raft.progress.Progress;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares a message's term with ours, then hands it to the part that knows what to do
 * (dissertation §3.3).
 */
final class Dispatch {
    private final RaftState s;

    Dispatch(RaftState state) {
        this.s = state;
    }

    void step(RaftMessage message, long nowNanos) {
        RaftInvariantViolation.check(message.to().is(s.self), "message for another replica");
        wakeOn(message, nowNanos);
        if (message.term() != s.term && !reconcileTerm(message, nowNanos)) {
            return;
        }
        if (message instanceof AppendRequest m) {
            s.replication.onAppendRequest(m, nowNanos);
        } else if (message instanceof AppendReply m) {
            s.replication.onAppendReply(m, nowNanos);
        } else if (message instanceof Heartbeat m) {
            s.replication.onHeartbeat(m, nowNanos);
        } else if (message instanceof HeartbeatReply m) {
            s.replication.onHeartbeatReply(m);
        } else if (message instanceof AppendRejection m) {
            s.replication.onAppendRejection(m);
        } else {
            stepRare(message, nowNanos);
        }
    }

    private void stepRare(RaftMessage message, long nowNanos) {
        if (message instanceof PreVoteRequest m) {
            s.elections.onPreVoteRequest(m);
        } else if (message instanceof PreVoteReply m) {
            s.elections.onPreVoteReply(m, nowNanos);
        } else if (message instanceof VoteRequest m) {
            s.elections.onVoteRequest(m, nowNanos);
        } else if (message instanceof VoteReply m) {
            s.elections.onVoteReply(m, nowNanos);
        } else if (message instanceof InstallSnapshot m) {
            s.snapshots.onInstall(m, nowNanos);
        } else if (message instanceof ReadIndexRequest m) {
            s.reads.onRequest(m, nowNanos);
        } else if (message instanceof ReadIndexReply m) {
            s.reads.onReply(m);
        } else if (message instanceof TimeoutNow m) {
            s.elections.onTimeoutNow(m, nowNanos);
        } else if (message instanceof Fortify m) {
            s.fortification.onFortify(m, nowNanos);
        } else if (message instanceof FortifyReply m) {
            s.fortification.onFortifyReply(m, nowNanos);
        } else if (message instanceof Defortify m) {
            s.fortification.onDefortify(m, nowNanos);
        } else {
            throw new RaftInvariantViolation("no case for " + message);
        }
    }

    /** A sleeping replica wakes on anything but the echo of what put the group to sleep. */
    private void wakeOn(RaftMessage message, long nowNanos) {
        if (!s.quiesced) {
            return;
        }
        boolean isEcho = message instanceof AppendReply
                || message instanceof HeartbeatReply
                || (message instanceof Heartbeat heartbeat && heartbeat.isQuiesce());
        if (isEcho && message.term() == s.term) {
            return;
        }
        if (isWithheld(message, nowNanos)) {
            // Still asleep when judging: the question is refused once, and wakes.
            s.quiescence.wake(nowNanos);
            s.leaderContactAtNanos = nowNanos;
            return;
        }
        s.quiescence.wake(nowNanos);
    }

    /** The message is of another term; false if it goes no further. */
    private boolean reconcileTerm(RaftMessage message, long nowNanos) {
        if (message.term() < s.term) {
            refuseOldTerm(message);
            return false;
        }
        if (isWithheld(message, nowNanos)) {
            return false;
        }
        if (message instanceof PreVoteRequest
                || (message instanceof PreVoteReply reply && reply.granted())) {
            return true;
        }
        if (!provesLeader(message) && s.fortification.isSupportingOtherThan(message.from())) {
            // A promise ends with its term, so no candidate's term may end it: whoever has this
            // message from a later term may have lost its election there, or not won it yet.
            return false;
        }
        s.roles.becomeFollower(message.term(), leaderBehind(message), nowNanos);
        return true;
    }

    private boolean isWithheld(RaftMessage message, long nowNanos) {
        boolean asksForVote = message instanceof PreVoteRequest
                || (message instanceof VoteRequest request && !request.isTransfer());
        return asksForVote && s.elections.isVoteWithheld(message.from(), nowNanos);
    }

    /** Who leads the message's term, if the message proves it. */
    private static ReplicaId leaderBehind(RaftMessage message) {
        boolean isFromLeader = message instanceof AppendRequest
                || message instanceof Heartbeat
                || message instanceof InstallSnapshot
                || message instanceof Fortify;
        return isFromLeader ? message.from() : ReplicaId.NONE;
    }

    /** Whether somebody led the message's term, or its candidate has a leader's blessing. */
    private static boolean provesLeader(RaftMessage message) {
        return !leaderBehind(message).isNone()
                || message instanceof TimeoutNow
                || message instanceof ReadIndexReply
                || message instanceof Defortify
                || (message instanceof VoteRequest request && request.isTransfer());
    }

    /**
     * Tells a leader of an old term that it is one. Without this a replica that rejoins with a
     * higher term, and that pre-vote or leader stickiness keeps from being elected, could never be
     * reached by its leader again.
     */
    private void refuseOldTerm(RaftMessage message) {
        boolean isProtected =
                s.config.features().preVote() || s.config.features().checkQuorum();
        if (message instanceof PreVoteRequest || message instanceof VoteRequest) {
            s.outbox.send(
                    message instanceof PreVoteRequest
                            ? new PreVoteReply(
                                    s.self, message.from(), s.term, false, s.knownCommitted())
                            : new VoteReply(
                                    s.self, message.from(), s.term, false, s.knownCommitted()));
        } else if (message instanceof AppendRequest request) {
            refuse(message.from(), request.previousIndex());
        } else if (message instanceof Defortify
                || (isProtected && (message instanceof Heartbeat || message instanceof Fortify))) {
            // Who releases promises goes on until it learns that they are void anyway.
            refuse(message.from(), s.log.lastIndex());
        }
    }

    private void refuse(ReplicaId to, long rejectedIndex) {
        s.outbox.send(
                new AppendRejection(s.self, to, s.term, rejectedIndex, 0, RaftLog.UNKNOWN_TERM));
    }

    RaftStatus status() {
        List<RaftStatus.Follower> followers = new ArrayList<>();
        for (int i = 0; s.isLeader() && i < s.tracker.size(); i++) {
            Progress p = s.tracker.at(i);
            followers.add(new RaftStatus.Follower(
                    p.replica(),
                    p.state(),
                    p.matchIndex(),
                    p.nextIndex(),
                    p.snapshotIndex(),
                    p.inflightCount(),
                    p.isActive()));
        }
        RaftStatus.LogPositions positions = new RaftStatus.LogPositions(
                s.log.compactedIndex(),
                s.log.appliedIndex(),
                s.log.committedIndex(),
                s.log.stableIndex(),
                s.log.lastIndex(),
                s.log.lastTerm());
        return new RaftStatus(
                s.self,
                s.term,
                s.vote,
                s.role,
                s.leader,
                positions,
                s.tracker.configuration(),
                s.quiesced,
                followers);
    }
}
