package io.biplane.raft.message;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.log.Snapshot;

/**
 * A message between two replicas of one group.
 *
 * <pre>
 * PreVoteRequest → PreVoteReply           may I stand for election in that term?
 * VoteRequest → VoteReply                 I stand for election
 * AppendRequest → AppendReply | AppendRejection
 * Heartbeat → HeartbeatReply              small, made to be sent for many groups in one envelope
 * InstallSnapshot → AppendReply
 * ReadIndexRequest → ReadIndexReply       a follower asks its leader from where it may read
 * TimeoutNow                              take over now
 * Fortify → FortifyReply, Defortify       leader leases over store liveness
 * </pre>
 */
public sealed interface RaftMessage {
    ReplicaId from();

    ReplicaId to();

    /** The sender's term; in a pre-vote the term asked about. At least 0. */
    long term();

    /** Asks whether the receiver would vote; binds nobody (dissertation §9.6). */
    record PreVoteRequest(
            ReplicaId from, ReplicaId to, long term, long lastLogIndex, long lastLogTerm)
            implements RaftMessage {}

    /**
     * Answers; if granted {@code term} is the term asked about, else the replier's own.
     *
     * @param known an entry the replier knows to be committed
     */
    record PreVoteReply(
            ReplicaId from, ReplicaId to, long term, boolean granted, CommittedEntry known)
            implements RaftMessage {}

    /**
     * An entry that is committed. A candidate that holds it may count it as such; without that hint
     * a candidate could be caught in a joint configuration whose other members have left it already
     * (docs/decisions/0012).
     */
    record CommittedEntry(long index, long term) {}

    /**
     * Asks for a vote. With {@code isTransfer} the leader itself wants this election, so leases do
     * not stop it.
     */
    record VoteRequest(
            ReplicaId from,
            ReplicaId to,
            long term,
            long lastLogIndex,
            long lastLogTerm,
            boolean isTransfer)
            implements RaftMessage {}

    record VoteReply(ReplicaId from, ReplicaId to, long term, boolean granted, CommittedEntry known)
            implements RaftMessage {}

    /**
     * Entries that follow (previousIndex, previousTerm); none means "does your log reach here?".
     */
    record AppendRequest(
            ReplicaId from,
            ReplicaId to,
            long term,
            long previousIndex,
            long previousTerm,
            EntrySlice entries,
            long commitIndex)
            implements RaftMessage {
        @Override
        public String toString() {
            return "AppendRequest[from=" + from + ", to=" + to + ", term=" + term + ", previous="
                    + previousTerm + "/" + previousIndex + ", entries=" + entries + ", commitIndex="
                    + commitIndex + "]";
        }
    }

    /** The receiver's log agrees with the leader's up to {@code matchIndex}, durably. */
    record AppendReply(ReplicaId from, ReplicaId to, long term, long matchIndex)
            implements RaftMessage {}

    /** The receiver's log does not reach or contradicts; the hint says where the two may agree. */
    record AppendRejection(
            ReplicaId from,
            ReplicaId to,
            long term,
            long rejectedIndex,
            long hintIndex,
            long hintTerm)
            implements RaftMessage {}

    /**
     * The leader lives.
     *
     * @param commitIndex never above what the receiver is known to hold
     * @param readSequence latest read round, echoed back
     * @param sentAtNanos leader's instant of sending, echoed back
     * @param isQuiesce whether the receiver may stop its timer until it hears something else
     */
    record Heartbeat(
            ReplicaId from,
            ReplicaId to,
            long term,
            long commitIndex,
            long readSequence,
            long sentAtNanos,
            boolean isQuiesce)
            implements RaftMessage {}

    record HeartbeatReply(
            ReplicaId from, ReplicaId to, long term, long readSequence, long sentAtNanos)
            implements RaftMessage {}

    record InstallSnapshot(ReplicaId from, ReplicaId to, long term, Snapshot snapshot)
            implements RaftMessage {}

    record ReadIndexRequest(ReplicaId from, ReplicaId to, long term, long requestId)
            implements RaftMessage {}

    record ReadIndexReply(ReplicaId from, ReplicaId to, long term, long requestId, long index)
            implements RaftMessage {}

    /** Campaign at once (leadership transfer, dissertation §3.10). */
    record TimeoutNow(ReplicaId from, ReplicaId to, long term) implements RaftMessage {}

    /**
     * Asks for a promise not to elect anybody else while store liveness supports the leader's
     * store.
     */
    record Fortify(ReplicaId from, ReplicaId to, long term) implements RaftMessage {}

    /** The promise, for one store-liveness epoch; epoch 0 refuses. */
    record FortifyReply(ReplicaId from, ReplicaId to, long term, long epoch)
            implements RaftMessage {}

    /** The leader has stepped down: the promise is void. */
    record Defortify(ReplicaId from, ReplicaId to, long term) implements RaftMessage {}
}
