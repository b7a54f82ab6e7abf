package io.biplane.raft.core;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.Snapshot;
import io.biplane.raft.message.RaftMessage.AppendReply;
import io.biplane.raft.message.RaftMessage.InstallSnapshot;
import io.biplane.raft.progress.Progress;
import io.biplane.raft.progress.ProgressState;

import java.util.ArrayList;
import java.util.List;

/** Snapshots for followers whose next entries are compacted away (dissertation §5). */
final class Snapshots {
    private final RaftState s;
    private ArrayList<ReplicaId> wanted = new ArrayList<>();

    Snapshots(RaftState state) {
        this.s = state;
    }

    boolean hasOutput() {
        return !wanted.isEmpty();
    }

    /** Asks the shell for a snapshot, if the follower is alive to receive it. */
    void want(Progress progress, long nowNanos) {
        if (progress.isActive()) {
            progress.becomeSnapshot(nowNanos);
            wanted.add(progress.replica());
        }
    }

    List<ReplicaId> take() {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<ReplicaId> taken = wanted;
        wanted = new ArrayList<>();
        return taken;
    }

    void forget() {
        wanted.clear();
    }

    /** The shell has made the snapshot; false if it is no longer wanted. */
    boolean send(ReplicaId to, Snapshot snapshot, long nowNanos) {
        if (!isAwaiting(to) || snapshot.index() < s.log.compactedIndex()) {
            return false;
        }
        s.tracker.of(to).onSnapshotSent(snapshot.index(), nowNanos);
        s.outbox.send(new InstallSnapshot(s.self, to, s.term, snapshot));
        return true;
    }

    /** The shell could not make or deliver it. */
    void failed(ReplicaId to) {
        if (isAwaiting(to)) {
            probe(s.tracker.of(to));
        }
    }

    /**
     * The shell knows that the follower's node has all of it. Whether the follower could use it, its
     * answer to the next append will tell, also when its answer to the snapshot is lost.
     */
    void delivered(ReplicaId to) {
        if (isAwaiting(to)) {
            Progress progress = s.tracker.of(to);
            long next = Math.max(progress.snapshotIndex(), progress.matchIndex()) + 1;
            progress.becomeProbe(next);
            progress.wantSend();
            s.replication.markDirty();
        }
    }

    private boolean isAwaiting(ReplicaId to) {
        return s.isLeader()
                && s.tracker.contains(to)
                && s.tracker.of(to).state() == ProgressState.SNAPSHOT;
    }

    /** Gives up a snapshot that nothing was heard of for too long: it may be lost. */
    void retry(Progress progress, long nowNanos) {
        long limit = s.config.timing().snapshotRetryNanos();
        if (progress.state() == ProgressState.SNAPSHOT
                && nowNanos - progress.snapshotSinceNanos() >= limit) {
            probe(progress);
        }
    }

    private void probe(Progress progress) {
        progress.becomeProbe(progress.matchIndex() + 1);
        progress.wantSend();
        s.replication.markDirty();
    }

    /** Follower: the leader's snapshot replaces the log, unless the log is as far already. */
    void onInstall(InstallSnapshot m, long nowNanos) {
        s.replication.followSender(m.from(), nowNanos);
        Snapshot snapshot = m.snapshot();
        if (snapshot.index() > s.log.committedIndex()) {
            if (s.log.term(snapshot.index()) == snapshot.term()) {
                // The log holds all of it (§5.1): what it proves is only that so much is committed.
                s.commitTo(snapshot.index());
            } else {
                s.log.restore(snapshot);
                s.observer.restored(snapshot);
                s.memberships.configure(snapshot.configuration(), nowNanos);
            }
        }
        s.outbox.sendAfterWrite(new AppendReply(s.self, m.from(), s.term, s.log.committedIndex()));
    }
}
