package io.biplane.raft.quorum;

/** How a vote stands. */
public enum VoteResult {
    /** Neither side can be excluded yet. */
    PENDING,
    /** A quorum can no longer be reached. */
    LOST,
    /** A quorum said yes. */
    WON
}
