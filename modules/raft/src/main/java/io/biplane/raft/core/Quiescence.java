package io.biplane.raft.core;

import io.biplane.raft.message.RaftMessage.Heartbeat;
import io.biplane.raft.progress.Progress;

/**
 * Idle groups that cost nothing: no heartbeats, no timers.
 *
 * <p>The leader tells its followers with its last heartbeat; each that holds exactly what the
 * leader holds stops its timer. Anything else that arrives wakes. The shell must wake a quiesced
 * follower when the leader's node dies; while asleep it protects its leader from other candidates,
 * but wakes on being asked, so a group cannot sleep through its leader's death. Source: CockroachDB
 * range quiescence.
 */
final class Quiescence {
    private final RaftState s;

    Quiescence(RaftState state) {
        this.s = state;
    }

    /** Whether this leader has nothing to do and nobody lags. */
    boolean canQuiesce() {
        if (!s.isLeader()
                || s.quiesced
                || s.transfers.isUnderWay()
                || !s.reads.isIdle()
                || s.hasUnwritten()
                || s.outbox.isWriteOutstanding()
                || s.replication.isDirty()
                || s.tracker.configuration().isJoint()) {
            return false;
        }
        long last = s.log.lastIndex();
        if (s.log.appliedIndex() != last || !s.replication.hasCommittedInTerm()) {
            return false;
        }
        for (int i = 0; i < s.tracker.size(); i++) {
            if (s.tracker.at(i).matchIndex() != last) {
                return false;
            }
        }
        return true;
    }

    boolean quiesce(long nowNanos) {
        if (!canQuiesce()) {
            return false;
        }
        for (int i = 0; i < s.tracker.size(); i++) {
            Progress progress = s.tracker.at(i);
            if (!progress.replica().is(s.self)) {
                s.replication.sendHeartbeat(progress, nowNanos, true);
            }
        }
        s.quiesced = true;
        return true;
    }

    /** Follower: sleeps if it holds exactly what is committed. */
    void onQuiesce(Heartbeat m) {
        if (s.log.committedIndex() == m.commitIndex()
                && s.log.lastIndex() == m.commitIndex()
                && !s.hasUnwritten()) {
            s.quiesced = true;
        }
    }

    /** Timers run again: a leader beats at once, a follower waits a full timeout. */
    void wake(long nowNanos) {
        if (!s.quiesced) {
            return;
        }
        s.quiesced = false;
        if (s.isLeader()) {
            s.heartbeatDeadlineNanos = nowNanos;
            s.quorumCheckDeadlineNanos = nowNanos + s.config.timing().timeoutNanosMin();
        } else {
            s.roles.restartElectionTimer(nowNanos);
        }
    }
}
