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
    /**
     * Learning of a higher term restarts the election timer, so that a candidate nobody may elect
     * holds up those who could win (dissertation §3.4; found by the truth gate T1 where logs
     * differ).
     */
    HIGHER_TERM_RESTARTS_TIMER,
    /**
     * Hearing of the leader does not restart the election timer (dissertation §3.4; found by the
     * truth gate T5).
     */
    NO_TIMER_RESET_ON_HEARTBEAT,
    /**
     * A candidate requests votes before its own vote is durable (dissertation §3.8; found by the
     * truth gate T2 with a disk).
     */
    REQUEST_VOTES_BEFORE_WRITE,
    /**
     * A candidate draws no new timeout for its next term, so that a split vote repeats itself
     * (dissertation §3.4; found by the truth gates T1 and T2).
     */
    CANDIDATE_KEEPS_TIMEOUT,
    /**
     * A candidate that has lost stands again at once (dissertation §3.4: it waits for its timeout;
     * found by the truth gate T2).
     */
    RETRY_LOST_ELECTION_AT_ONCE,
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
