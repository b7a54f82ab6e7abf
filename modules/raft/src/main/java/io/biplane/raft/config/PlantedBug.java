package io.biplane.raft.config;

/**
 * Bugs planted on purpose: each must be found by an instrument (truth gate, invariants, checkers).
 * Never on otherwise.
 */
public enum PlantedBug {
    /** The honest algorithm. */
    NONE,
    /**
     * Granting a vote does not restart the election timer (breaks dissertation §3.4; found by the
     * truth gate T1).
     */
    NO_TIMER_RESET_ON_GRANTED_VOTE,
    /** A voter grants every candidate of a term (breaks election safety). */
    VOTE_TWICE_IN_A_TERM,
    /** A voter ignores how complete the candidate's log is (breaks leader completeness). */
    VOTE_WITHOUT_LOG_CHECK,
    /**
     * A leader commits entries of older terms by counting replicas (dissertation §3.6.2, figure
     * 3.7).
     */
    COMMIT_OLDER_TERMS_BY_COUNTING,
    /**
     * A follower acknowledges before its write has returned (committed entries are not durable
     * first).
     */
    ACKNOWLEDGE_BEFORE_DURABLE,
    /** A leader counts its own copy before its write has returned. */
    COUNT_SELF_BEFORE_DURABLE,
    /** A follower accepts entries without comparing the one before (breaks log matching). */
    APPEND_WITHOUT_CHECK,
    /** A joint configuration decides by its incoming half alone. */
    IGNORE_OUTGOING_HALF,
    /**
     * The next membership change is proposed before the present members support the leader as long
     * as was promised: two leader leases at a time.
     */
    CHANGE_BEFORE_SUPPORT
}
