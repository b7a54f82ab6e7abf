package io.biplane.kv.api;

/** What keeps a lease alive. Source: docs/reference/operations.md §1. */
public enum LeaseKind {
    /**
     * Expires by itself after 6 s unless extended. Meta, liveness and system ranges; interim after
     * a transfer.
     */
    EXPIRATION,
    /** Lives as long as the holder's node liveness epoch. Table ranges up to version 25.1. */
    EPOCH,
    /**
     * Lives as long as the Raft leader's store-liveness support. Table ranges from version 25.2.
     */
    LEADER
}
