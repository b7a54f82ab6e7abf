package io.biplane.raft.progress;

import io.biplane.raft.ReplicaId;

/**
 * What a leader knows about one member. A hot-path owner object of the leader; all fields are reset
 * at each election.
 */
public final class Progress {
    private final ReplicaId replica;
    private final Inflights inflights;
    private final long inflightBytesMax;

    private ProgressState state = ProgressState.PROBE;
    /** Highest index known durable there and equal to the leader's log; 0 if unknown. */
    private long matchIndex;
    /** Next index to send; always above {@link #matchIndex}. */
    private long nextIndex = 1;
    /** Highest committed index the member was told of and can have accepted. */
    private long sentCommitIndex;
    /** In PROBE: the one message is out. */
    private boolean probeSent;
    /** A message is wanted even if it carries no entries. */
    private boolean sendWanted;
    /** Heard from since the last quorum check. */
    private boolean active;
    /** In SNAPSHOT: index of the snapshot on its way, 0 while the shell still makes it. */
    private long snapshotIndex;
    /** In SNAPSHOT: since when. */
    private long snapshotSinceNanos;
    /** Latest read round this member has confirmed. */
    private long readSequence;
    /**
     * Sending instant of the latest heartbeat this member has answered; {@code Long.MIN_VALUE} if
     * none.
     */
    private long heartbeatSentAtNanos = Long.MIN_VALUE;
    /** Store-liveness epoch of the member's fortification promise, 0 if none. */
    private long fortifiedEpoch;

    Progress(ReplicaId replica, int inflightMessagesMax, long inflightBytesMax) {
        this.replica = replica;
        this.inflights = new Inflights(inflightMessagesMax);
        this.inflightBytesMax = inflightBytesMax;
    }

    /** Forgets everything; a new leader assumes that each log ends where its own does. */
    public void reset(long lastIndex) {
        becomeProbe(lastIndex + 1);
        matchIndex = 0;
        sentCommitIndex = 0;
        active = false;
        sendWanted = false;
        readSequence = 0;
        heartbeatSentAtNanos = Long.MIN_VALUE;
        fortifiedEpoch = 0;
    }

    public ReplicaId replica() {
        return replica;
    }

    public ProgressState state() {
        return state;
    }

    public long matchIndex() {
        return matchIndex;
    }

    public long nextIndex() {
        return nextIndex;
    }

    public int inflightCount() {
        return inflights.count();
    }

    public boolean isActive() {
        return active;
    }

    public void markActive(boolean isActive) {
        active = isActive;
    }

    public boolean isSendWanted() {
        return sendWanted;
    }

    public void wantSend() {
        sendWanted = true;
    }

    public long readSequence() {
        return readSequence;
    }

    public long heartbeatSentAtNanos() {
        return heartbeatSentAtNanos;
    }

    public long sentCommitIndex() {
        return sentCommitIndex;
    }

    public long snapshotIndex() {
        return snapshotIndex;
    }

    public long snapshotSinceNanos() {
        return snapshotSinceNanos;
    }

    public long fortifiedEpoch() {
        return fortifiedEpoch;
    }

    public void fortify(long epoch) {
        fortifiedEpoch = epoch;
    }

    /** Whether nothing may be sent now. */
    public boolean isPaused() {
        return switch (state) {
            case PROBE -> probeSent;
            case REPLICATE -> inflights.isFull(inflightBytesMax);
            case SNAPSHOT -> true;
        };
    }

    /** A message with {@code entryCount} entries was sent. */
    public void onSent(int entryCount, long bytes, long commitIndex) {
        sendWanted = false;
        if (state == ProgressState.REPLICATE) {
            if (entryCount > 0) {
                nextIndex += entryCount;
                inflights.add(nextIndex - 1, bytes);
            }
        } else {
            probeSent = true;
        }
        sentCommitIndex = Math.max(sentCommitIndex, Math.min(commitIndex, nextIndex - 1));
    }

    /** The member holds everything up to {@code index}; true if that is news. */
    public boolean onMatched(long index) {
        active = true;
        boolean isNews = index > matchIndex;
        if (isNews) {
            matchIndex = index;
            probeSent = false;
        }
        nextIndex = Math.max(nextIndex, index + 1);
        inflights.freeUpTo(index);
        return isNews;
    }

    /** The member refused what followed {@code rejectedIndex}; false if that is old news. */
    public boolean onRejected(long rejectedIndex, long agreedIndex) {
        active = true;
        if (state == ProgressState.REPLICATE) {
            if (rejectedIndex <= matchIndex) {
                return false;
            }
            becomeProbe(matchIndex + 1);
            return true;
        }
        if (nextIndex - 1 != rejectedIndex) {
            return false;
        }
        nextIndex = Math.max(Math.min(rejectedIndex, agreedIndex + 1), matchIndex + 1);
        probeSent = false;
        return true;
    }

    /** The member answered a heartbeat; unblocks a stream that lost a message. */
    public void onHeartbeatReply(long sequence, long sentAtNanos) {
        active = true;
        probeSent = false;
        readSequence = Math.max(readSequence, sequence);
        heartbeatSentAtNanos = Math.max(heartbeatSentAtNanos, sentAtNanos);
        if (state == ProgressState.REPLICATE && inflights.isFull(inflightBytesMax)) {
            inflights.freeFirst();
        }
    }

    public void becomeProbe(long next) {
        state = ProgressState.PROBE;
        nextIndex = next;
        sentCommitIndex = Math.min(sentCommitIndex, next - 1);
        probeSent = false;
        snapshotIndex = 0;
        inflights.reset();
    }

    public void becomeReplicate() {
        state = ProgressState.REPLICATE;
        nextIndex = matchIndex + 1;
        probeSent = false;
        snapshotIndex = 0;
        inflights.reset();
    }

    public void becomeSnapshot(long nowNanos) {
        state = ProgressState.SNAPSHOT;
        snapshotIndex = 0;
        snapshotSinceNanos = nowNanos;
        inflights.reset();
    }

    public void onSnapshotSent(long index, long nowNanos) {
        snapshotIndex = index;
        snapshotSinceNanos = nowNanos;
    }

    @Override
    public String toString() {
        return replica + " " + state + " match=" + matchIndex + " next=" + nextIndex
                + (isPaused() ? " paused" : "") + (active ? "" : " inactive");
    }
}
