package io.biplane.raft.core;

import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.RaftLog;
import io.biplane.raft.message.RaftMessage.AppendRejection;
import io.biplane.raft.message.RaftMessage.AppendReply;
import io.biplane.raft.message.RaftMessage.AppendRequest;
import io.biplane.raft.message.RaftMessage.Heartbeat;
import io.biplane.raft.message.RaftMessage.HeartbeatReply;
import io.biplane.raft.port.Role;
import io.biplane.raft.progress.Progress;
import io.biplane.raft.progress.ProgressState;

/**
 * The log's way from leader to followers (dissertation §3.5, §3.6.2, §10.2.1).
 *
 * <p>Batching: proposals only append; what is to be sent is decided once per {@code takeReady}, so
 * that everything proposed or acknowledged in between travels together.
 */
final class Replication {
    private final RaftState s;
    /** Something changed since the last flush. */
    private boolean dirty;
    /** Bytes appended by this leader and not committed. */
    private long uncommittedBytes;
    /** Index of the first entry of this leader's term. */
    private long firstIndexOfTerm;

    Replication(RaftState state) {
        this.s = state;
    }

    boolean isDirty() {
        return dirty;
    }

    void markDirty() {
        dirty = true;
    }

    void forget() {
        dirty = false;
        uncommittedBytes = 0;
    }

    boolean isOverloaded() {
        return uncommittedBytes >= s.config.limits().uncommittedBytesMax();
    }

    /**
     * Whether this leader has committed in its term, so that its committed index is up to date
     * (§6.4).
     */
    boolean hasCommittedInTerm() {
        return s.log.committedIndex() >= firstIndexOfTerm;
    }

    void becomeLeader(long nowNanos) {
        uncommittedBytes = 0;
        firstIndexOfTerm = s.log.lastIndex() + 1;
        s.heartbeatDeadlineNanos = nextBeat(nowNanos);
        onOwnWrite();
    }

    private long nextBeat(long nowNanos) {
        if (s.tracker.size() < 2) {
            return Long.MAX_VALUE;
        }
        long interval = s.config.timing().heartbeatNanos();
        return s.config.features().alignHeartbeats()
                ? (Math.floorDiv(nowNanos, interval) + 1) * interval
                : nowNanos + interval;
    }

    /** Appends one entry of this leader; returns its index. */
    long appendAsLeader(Payload payload) {
        long index = append(payload);
        s.observeAppended(index);
        return index;
    }

    /** Appends one entry of this leader without telling the observer; returns its index. */
    long append(Payload payload) {
        long index = s.appendOwn(payload).index();
        uncommittedBytes += payload.sizeBytes();
        dirty = true;
        if (s.has(PlantedBug.COUNT_SELF_BEFORE_DURABLE) && s.tracker.contains(s.self)) {
            s.tracker.of(s.self).onMatched(index);
        }
        return index;
    }

    /** A write of this replica returned: a leader's own copy counts from now on. */
    void onOwnWrite() {
        if (s.isLeader() && s.tracker.contains(s.self)) {
            s.tracker.of(s.self).onMatched(s.log.stableIndex());
            maybeCommit();
        }
    }

    /** Commits what a quorum holds, if it is of this term (§3.6.2). */
    void maybeCommit() {
        long index = s.tracker.matchedByQuorum();
        long before = s.log.committedIndex();
        if (index <= before) {
            return;
        }
        if (s.log.term(index) != s.term && !s.has(PlantedBug.COMMIT_OLDER_TERMS_BY_COUNTING)) {
            return;
        }
        for (long i = Math.max(before + 1, firstIndexOfTerm); i <= index; i++) {
            uncommittedBytes -= s.log.entry(i).payload().sizeBytes();
        }
        s.commitTo(index);
        dirty = true;
    }

    /** Sends to every follower what it lacks, as far as its window allows. */
    void flush(long nowNanos) {
        dirty = false;
        if (s.heartbeatDeadlineNanos == Long.MAX_VALUE) {
            s.heartbeatDeadlineNanos = nextBeat(nowNanos);
        }
        for (int i = 0; i < s.tracker.size(); i++) {
            Progress progress = s.tracker.at(i);
            if (!progress.replica().is(s.self)) {
                feed(progress, nowNanos);
            }
        }
    }

    /**
     * Tells everybody at once how far the log is committed: the leader's last word before it leaves
     * the group.
     */
    void announceCommit(long nowNanos) {
        flush(nowNanos);
    }

    private void feed(Progress progress, long nowNanos) {
        while (!progress.isPaused()) {
            long previousIndex = progress.nextIndex() - 1;
            if (previousIndex < s.log.compactedIndex()) {
                s.snapshots.want(progress, nowNanos);
                return;
            }
            boolean hasEntries = previousIndex < s.log.lastIndex();
            boolean owesCommit =
                    Math.min(s.log.committedIndex(), previousIndex) > progress.sentCommitIndex();
            if (!hasEntries && !owesCommit && !progress.isSendWanted()) {
                return;
            }
            sendAppend(progress, previousIndex);
        }
    }

    private void sendAppend(Progress progress, long previousIndex) {
        EntrySlice entries = s.log.slice(
                previousIndex + 1, s.log.lastIndex(), s.config.limits().messageBytesMax());
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).payload().sizeBytes();
        }
        long commitIndex = s.log.committedIndex();
        s.outbox.send(new AppendRequest(
                s.self,
                progress.replica(),
                s.term,
                previousIndex,
                s.log.term(previousIndex),
                entries,
                commitIndex));
        progress.onSent(entries.size(), bytes, commitIndex);
    }

    /** Follower: entries from the leader. */
    void onAppendRequest(AppendRequest m, long nowNanos) {
        followSender(m.from(), nowNanos);
        if (s.log.isSnapshotPending() && m.previousIndex() < s.log.compactedIndex()) {
            return;
        }
        if (m.previousIndex() < s.log.committedIndex()) {
            acknowledge(m, s.log.committedIndex());
            return;
        }
        if (s.log.term(m.previousIndex()) != m.previousTerm()
                && !(s.has(PlantedBug.APPEND_WITHOUT_CHECK)
                        && m.previousIndex() <= s.log.lastIndex())) {
            reject(m);
            return;
        }
        accept(m.entries());
        long lastNewIndex = m.previousIndex() + m.entries().size();
        s.commitTo(Math.min(m.commitIndex(), lastNewIndex));
        acknowledge(m, lastNewIndex);
    }

    private void accept(EntrySlice entries) {
        int known = s.log.firstDifference(entries);
        if (known == entries.size()) {
            return;
        }
        EntrySlice news = entries.from(known);
        if (news.firstIndex() <= s.log.lastIndex()) {
            s.log.truncate(news.firstIndex());
            s.observer.truncated(news.firstIndex());
        }
        s.appendReceived(news);
    }

    private void acknowledge(AppendRequest m, long matchIndex) {
        s.outbox.sendAfterWrite(new AppendReply(s.self, m.from(), s.term, matchIndex));
    }

    private void reject(AppendRequest m) {
        long hintIndex = s.log.lastIndexNotAbove(m.previousIndex(), m.previousTerm());
        s.outbox.send(new AppendRejection(
                s.self, m.from(), s.term, m.previousIndex(), hintIndex, s.log.term(hintIndex)));
    }

    /** The sender leads the current term. */
    void followSender(ReplicaId sender, long nowNanos) {
        if (s.role != Role.FOLLOWER || !s.leader.is(sender)) {
            s.roles.becomeFollower(s.term, sender, nowNanos);
        } else {
            s.roles.heardOfLeader(nowNanos);
        }
    }

    /** Leader: a follower has stored entries. */
    void onAppendReply(AppendReply m, long nowNanos) {
        if (!s.isLeader() || !s.tracker.contains(m.from())) {
            return;
        }
        Progress progress = s.tracker.of(m.from());
        boolean isNews = progress.onMatched(m.matchIndex());
        switch (progress.state()) {
            case PROBE -> progress.becomeReplicate();
            case SNAPSHOT -> {
                if (isNews && progress.matchIndex() >= s.log.compactedIndex()) {
                    progress.becomeReplicate();
                }
            }
            case REPLICATE -> {}
        }
        // Room in the window, or a new state: there may be something to send even if nothing
        // commits.
        dirty = true;
        if (isNews) {
            maybeCommit();
            s.transfers.onMatched(progress);
        }
    }

    /** Leader: a follower's log does not fit. */
    void onAppendRejection(AppendRejection m) {
        if (!s.isLeader() || !s.tracker.contains(m.from())) {
            return;
        }
        Progress progress = s.tracker.of(m.from());
        long agreed = s.log.lastIndexNotAbove(m.hintIndex(), m.hintTerm());
        if (m.hintTerm() == RaftLog.UNKNOWN_TERM) {
            agreed = m.hintIndex();
        }
        if (progress.state() != ProgressState.SNAPSHOT
                && progress.onRejected(m.rejectedIndex(), agreed)) {
            progress.wantSend();
            dirty = true;
        }
    }

    /** Sends heartbeats to all who need one. */
    void beat(long nowNanos) {
        boolean anybody = false;
        for (int i = 0; i < s.tracker.size(); i++) {
            Progress progress = s.tracker.at(i);
            if (progress.replica().is(s.self)) {
                continue;
            }
            s.snapshots.retry(progress, nowNanos);
            if (!s.fortification.isHeartbeatNeedless(progress, nowNanos)) {
                sendHeartbeat(progress, nowNanos, false);
                anybody = true;
            }
        }
        s.heartbeatDeadlineNanos = anybody ? nextBeat(nowNanos) : Long.MAX_VALUE;
    }

    void sendHeartbeat(Progress progress, long nowNanos, boolean isQuiesce) {
        s.outbox.send(new Heartbeat(
                s.self,
                progress.replica(),
                s.term,
                Math.min(progress.matchIndex(), s.log.committedIndex()),
                s.reads.sequence(),
                nowNanos,
                isQuiesce));
    }

    void onHeartbeat(Heartbeat m, long nowNanos) {
        followSender(m.from(), nowNanos);
        s.commitTo(Math.min(m.commitIndex(), s.log.lastIndex()));
        if (m.isQuiesce()) {
            s.quiescence.onQuiesce(m);
            return;
        }
        s.outbox.send(
                new HeartbeatReply(s.self, m.from(), s.term, m.readSequence(), m.sentAtNanos()));
    }

    void onHeartbeatReply(HeartbeatReply m) {
        if (!s.isLeader() || !s.tracker.contains(m.from())) {
            return;
        }
        Progress progress = s.tracker.of(m.from());
        progress.onHeartbeatReply(m.readSequence(), m.sentAtNanos());
        if (progress.matchIndex() < s.log.lastIndex() || progress.state() == ProgressState.PROBE) {
            progress.wantSend();
            dirty = true;
        }
        s.reads.onHeartbeatReply();
    }
}
