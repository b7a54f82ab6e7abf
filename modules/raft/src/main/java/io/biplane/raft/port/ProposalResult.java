package io.biplane.raft.port;

import io.biplane.raft.ReplicaId;

/** What came of a proposal, a membership change, a read or a transfer. */
public sealed interface ProposalResult {
    /**
     * It is appended, which does not mean that it will commit: it has if the entry applied at
     * {@code index} has this term.
     *
     * @param index of the last proposed entry; of nothing (0) for reads and transfers
     */
    record Accepted(long term, long index) implements ProposalResult {}

    /** This replica does not lead; ask {@code leader}, unless it is {@link ReplicaId#NONE}. */
    record NotLeader(ReplicaId leader) implements ProposalResult {}

    /** It leads and will not do it now. */
    record Refused(Reason reason, String detail) implements ProposalResult {}

    /** Why. */
    enum Reason {
        /** Leadership is being handed over. */
        TRANSFERRING,
        /** Too much is uncommitted. */
        OVERLOADED,
        /** Another membership change is under way. */
        CHANGE_PENDING,
        /**
         * The present members support this leader for less long than it was promised before they
         * were the members; propose the change again when support has changed.
         */
        SUPPORT_BEHIND,
        /** The change or the target is not possible; {@code detail} says why. */
        IMPOSSIBLE
    }
}
