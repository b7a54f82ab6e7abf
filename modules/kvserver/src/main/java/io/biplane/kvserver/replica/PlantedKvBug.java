package io.biplane.kvserver.replica;

/** Bugs that can be planted on purpose, to prove that invariants and checkers find them. */
public enum PlantedKvBug {
    /** None: every honest run. */
    NONE,
    /** Commands of a lease that is over take effect. */
    IGNORE_LEASE_SEQUENCE,
    /** A holder goes on serving when its lease has run out. */
    SERVE_EXPIRED_LEASE,
    /** A holder that hands its lease over goes on serving until the new one is applied, and forgets its reads. */
    SERVE_DURING_TRANSFER,
    /** A restarted holder goes on with the lease of its former life. */
    KEEP_LEASE_OVER_RESTART
}
