package io.biplane.raft.config;

/**
 * How eager a replica is to lead. The shell changes it, for example to make the leader follow the
 * lease.
 */
public enum Priority {
    /** Campaigns at the shortest timeout: it holds the lease. */
    PREFERRED,
    /** Campaigns at a random timeout. */
    NORMAL,
    /** Waits one longest timeout more than others. */
    RELUCTANT,
    /** Never campaigns by itself; still votes, and obeys a transfer. */
    NEVER
}
