package io.biplane.raft.progress;

/** How a leader feeds one member; see the package text for the transitions. */
public enum ProgressState {
    /** Where the logs agree is unknown: one message at a time. */
    PROBE,
    /** The follower keeps up: messages are pipelined. */
    REPLICATE,
    /** The follower needs a snapshot: nothing else is sent. */
    SNAPSHOT
}
