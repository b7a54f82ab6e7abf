package io.biplane.raft.quorum;

/**
 * Decisions that two majorities must both take, as during a membership change (dissertation §4.3).
 */
public final class JointQuorum {
    private JointQuorum() {}

    /** The joint verdict: lost if either half lost, won if both won. */
    public static VoteResult vote(VoteResult incoming, VoteResult outgoing) {
        if (incoming == VoteResult.LOST || outgoing == VoteResult.LOST) {
            return VoteResult.LOST;
        }
        return incoming == VoteResult.WON && outgoing == VoteResult.WON
                ? VoteResult.WON
                : VoteResult.PENDING;
    }

    /** The joint value: what both halves have reached. */
    public static long reached(long incoming, long outgoing) {
        return Math.min(incoming, outgoing);
    }
}
