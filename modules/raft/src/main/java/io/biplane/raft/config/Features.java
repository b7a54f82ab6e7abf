package io.biplane.raft.config;

/**
 * What of the protocol is switched on.
 *
 * @param preVote ask before standing for election (dissertation §9.6)
 * @param checkQuorum a leader that hears of no quorum for a timeout steps down; a follower that
 *     hears of a leader refuses votes (dissertation §6.2, §4.2.3)
 * @param readMode how linearizable reads are confirmed
 * @param clockDriftBound how much faster one clock may run than another, at least 1; shortens lease
 *     reads (dissertation §6.4.1)
 * @param fortification leader leases over store liveness
 * @param alignHeartbeats heartbeats fall on multiples of the interval, so that all groups of a node
 *     beat together
 */
public record Features(
        boolean preVote,
        boolean checkQuorum,
        ReadMode readMode,
        double clockDriftBound,
        boolean fortification,
        boolean alignHeartbeats) {
    /** CockroachDB: pre-vote and check-quorum on (docs/reference/ground-truth.md T5). */
    public static final Features DEFAULT =
            new Features(true, true, ReadMode.QUORUM, 1.0, false, true);

    /** The bare algorithm of dissertation §3. */
    public static final Features BARE =
            new Features(false, false, ReadMode.QUORUM, 1.0, false, false);

    public Features {
        if (!(clockDriftBound >= 1)) {
            throw new IllegalArgumentException(
                    "drift bound must be at least 1: " + clockDriftBound);
        }
        if (readMode == ReadMode.LEASE && !checkQuorum) {
            throw new IllegalArgumentException("lease reads need the quorum check");
        }
    }

    public Features withPreVote(boolean on) {
        return new Features(
                on, checkQuorum, readMode, clockDriftBound, fortification, alignHeartbeats);
    }

    public Features withCheckQuorum(boolean on) {
        return new Features(preVote, on, readMode, clockDriftBound, fortification, alignHeartbeats);
    }

    public Features withLeaseReads(double driftBound) {
        return new Features(
                preVote, true, ReadMode.LEASE, driftBound, fortification, alignHeartbeats);
    }

    public Features withFortification(boolean on) {
        return new Features(preVote, checkQuorum, readMode, clockDriftBound, on, alignHeartbeats);
    }

    public Features withAlignedHeartbeats(boolean on) {
        return new Features(preVote, checkQuorum, readMode, clockDriftBound, fortification, on);
    }
}
