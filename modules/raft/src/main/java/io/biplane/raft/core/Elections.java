package io.biplane.raft.core;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.config.Priority;
import io.biplane.raft.config.ReadMode;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.message.RaftMessage.CommittedEntry;
import io.biplane.raft.message.RaftMessage.PreVoteReply;
import io.biplane.raft.message.RaftMessage.PreVoteRequest;
import io.biplane.raft.message.RaftMessage.TimeoutNow;
import io.biplane.raft.message.RaftMessage.VoteReply;
import io.biplane.raft.message.RaftMessage.VoteRequest;
import io.biplane.raft.port.Role;

/**
 * Campaigns and votes (dissertation §3.4, §3.6.1, §9.6) and the refusals that protect a living
 * leader (§4.2.3).
 */
final class Elections {
    private final RaftState s;

    Elections(RaftState state) {
        this.s = state;
    }

    /** A replica starts: its timer runs, and promises of its former life still bind it. */
    void start(long nowNanos) {
        s.roles.restartElectionTimer(nowNanos);
        if (s.config.features().readMode() == ReadMode.LEASE && s.term > 0) {
            s.votesRefusedUntilNanos = nowNanos + s.config.timing().timeoutNanosMin();
        }
    }

    /** When this replica would campaign; {@code Long.MAX_VALUE} if it would not. */
    long deadlineNanos() {
        return mayCampaignByItself() || s.fortification.mustRelease()
                ? s.electionDeadlineNanos
                : Long.MAX_VALUE;
    }

    void tick(long nowNanos) {
        if (nowNanos < s.electionDeadlineNanos || s.fortification.endLapsedPromise(nowNanos)) {
            return;
        }
        if (s.fortification.mustRelease()) {
            s.fortification.release();
        }
        if (mayCampaignByItself() && !hasUnappliedChange()) {
            campaign(nowNanos);
        } else {
            s.roles.restartElectionTimer(nowNanos);
        }
    }

    private boolean mayCampaignByItself() {
        return isPromotable()
                && s.priority != Priority.NEVER
                && !s.fortification.isSupportingAnother();
    }

    private boolean isPromotable() {
        return s.tracker.configuration().isVoter(s.self) && !s.log.isSnapshotPending();
    }

    /** A replica that has yet to apply a committed change does not know the electorate. */
    private boolean hasUnappliedChange() {
        for (long i = s.log.appliedIndex() + 1; i <= s.log.committedIndex(); i++) {
            if (s.log.entry(i).payload() instanceof MembershipChange) {
                return true;
            }
        }
        return false;
    }

    /**
     * Stands for election, asking first if pre-vote is on. Not while it has promised to elect nobody
     * but another: its own vote is one of those it may not give.
     */
    void campaign(long nowNanos) {
        if (s.isLeader()
                || !isPromotable()
                || hasUnappliedChange()
                || s.fortification.isSupportingAnother()) {
            return;
        }
        if (s.config.features().preVote()) {
            askFirst(nowNanos);
        } else {
            stand(false, nowNanos);
        }
    }

    private void askFirst(long nowNanos) {
        s.roles.becomePreCandidate(nowNanos);
        s.tracker.recordVote(s.self, true);
        long lastIndex = s.log.lastIndex();
        long lastTerm = s.log.lastTerm();
        for (int i = 0; i < s.tracker.size(); i++) {
            ReplicaId to = s.tracker.at(i).replica();
            if (!to.is(s.self) && s.tracker.configuration().isVoter(to)) {
                s.outbox.send(new PreVoteRequest(s.self, to, s.term + 1, lastIndex, lastTerm));
            }
        }
        conclude(nowNanos);
    }

    /**
     * Requests wait for the write: they promise this replica's own vote and the log they advertise.
     */
    private void stand(boolean isTransfer, long nowNanos) {
        s.roles.becomeCandidate(nowNanos);
        long lastIndex = s.log.lastIndex();
        long lastTerm = s.log.lastTerm();
        s.outbox.sendAfterWrite(new VoteReply(s.self, s.self, s.term, true, s.knownCommitted()));
        for (int i = 0; i < s.tracker.size(); i++) {
            ReplicaId to = s.tracker.at(i).replica();
            if (!to.is(s.self) && s.tracker.configuration().isVoter(to)) {
                s.outbox.sendAfterWrite(
                        new VoteRequest(s.self, to, s.term, lastIndex, lastTerm, isTransfer));
            }
        }
    }

    /** A leader that has just resigned has itself elected again, with its own blessing. */
    void standAgain(long nowNanos) {
        if (isPromotable() && !hasUnappliedChange()) {
            stand(true, nowNanos);
        }
    }

    /** The leader hands over: no questions, no pre-vote (dissertation §3.10). */
    void onTimeoutNow(TimeoutNow message, long nowNanos) {
        if (s.role == Role.FOLLOWER && isPromotable() && !hasUnappliedChange()) {
            stand(true, nowNanos);
        }
    }

    /**
     * Whether a vote is withheld to protect a leader that was heard of, is supported, or may hold a
     * lease.
     */
    boolean isVoteWithheld(ReplicaId candidate, long nowNanos) {
        if (s.fortification.isSupportingOtherThan(candidate)) {
            return true;
        }
        if (nowNanos < s.votesRefusedUntilNanos) {
            return true;
        }
        if (!s.config.features().checkQuorum() || s.leader.isNone()) {
            return false;
        }
        return s.isLeader()
                || s.quiesced
                || nowNanos < s.leaderContactAtNanos + s.config.timing().timeoutNanosMin();
    }

    void onPreVoteRequest(PreVoteRequest m) {
        boolean granted = m.term() > s.term && isComplete(m.lastLogIndex(), m.lastLogTerm());
        s.outbox.send(new PreVoteReply(
                s.self, m.from(), granted ? m.term() : s.term, granted, s.knownCommitted()));
    }

    void onVoteRequest(VoteRequest m, long nowNanos) {
        boolean isFree = s.vote.is(m.from())
                || (s.vote.isNone() && s.leader.isNone())
                || s.has(PlantedBug.VOTE_TWICE_IN_A_TERM);
        if (!isFree
                || !isComplete(m.lastLogIndex(), m.lastLogTerm())
                || s.log.isSnapshotPending()) {
            s.outbox.send(new VoteReply(s.self, m.from(), s.term, false, s.knownCommitted()));
            return;
        }
        s.roles.castVote(m.from());
        if (!s.has(PlantedBug.NO_TIMER_RESET_ON_GRANTED_VOTE)) {
            s.roles.restartElectionTimer(nowNanos);
        }
        s.outbox.sendAfterWrite(new VoteReply(s.self, m.from(), s.term, true, s.knownCommitted()));
    }

    /** Whether a candidate's log has all that this one has. */
    private boolean isComplete(long lastIndex, long lastTerm) {
        return s.log.isUpToDate(lastIndex, lastTerm) || s.has(PlantedBug.VOTE_WITHOUT_LOG_CHECK);
    }

    void onPreVoteReply(PreVoteReply m, long nowNanos) {
        learnCommitted(m.known());
        if (s.role == Role.PRE_CANDIDATE && (!m.granted() || m.term() == s.term + 1)) {
            s.tracker.recordVote(m.from(), m.granted());
            conclude(nowNanos);
        }
    }

    /** What is committed anywhere is committed here, if this log holds that very entry. */
    private void learnCommitted(CommittedEntry known) {
        if (!s.isLeader() && s.log.term(known.index()) == known.term()) {
            s.commitTo(known.index());
        }
    }

    void onVoteReply(VoteReply m, long nowNanos) {
        learnCommitted(m.known());
        if (s.role == Role.CANDIDATE) {
            s.tracker.recordVote(m.from(), m.granted());
            conclude(nowNanos);
        }
    }

    private void conclude(long nowNanos) {
        switch (s.tracker.tally()) {
            case PENDING -> {}
            case LOST -> {
                // The timer runs on: a lost election is tried again after this candidate's timeout,
                // not at once.
                s.role = Role.FOLLOWER;
                if (s.has(PlantedBug.RETRY_LOST_ELECTION_AT_ONCE)) {
                    campaign(nowNanos);
                }
            }
            case WON -> {
                if (s.role == Role.PRE_CANDIDATE) {
                    stand(false, nowNanos);
                } else {
                    s.roles.becomeLeader(nowNanos);
                }
            }
        }
    }
}
