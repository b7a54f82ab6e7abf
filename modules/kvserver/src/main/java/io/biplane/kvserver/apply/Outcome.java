package io.biplane.kvserver.apply;

/** What became of a command when it was applied. The same on every replica. */
public enum Outcome {
    /** It took effect. */
    EFFECTIVE,
    /** It carried nothing (a leader's first entry, leaving a joint configuration). */
    NOTHING,
    /** Another lease was in force: no effect, and never will have. */
    WRONG_LEASE,
    /** A command behind it in the lease's order took effect before: no effect at this place. */
    STALE_INDEX,
    /** A lease that does not follow the one in force, or a descriptor that does not follow its predecessor. */
    REFUSED
}
