package io.biplane.raft.config;

/** How a leader makes sure that it still leads before it lets a read go. */
public enum ReadMode {
    /** One round of heartbeats to a quorum (dissertation §6.4). */
    QUORUM,
    /**
     * Within the time a quorum has recently granted (dissertation §6.4.1); falls back to a round
     * when that has passed.
     */
    LEASE
}
