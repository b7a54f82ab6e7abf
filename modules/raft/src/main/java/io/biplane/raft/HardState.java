package io.biplane.raft;

/**
 * What a replica must remember over a restart besides its log.
 *
 * @param term latest term seen, at least 0, never falls
 * @param vote who got this replica's vote in {@code term}, or {@link ReplicaId#NONE}
 * @param commitIndex an index known committed; may lag, it is a hint that saves asking again
 * @param supportedLeader leader of {@code term} this replica fortifies, or {@link ReplicaId#NONE}
 * @param supportedEpoch store-liveness epoch of that promise, 0 if none is given
 */
public record HardState(
        long term,
        ReplicaId vote,
        long commitIndex,
        ReplicaId supportedLeader,
        long supportedEpoch) {
    /** The state of a replica that has seen nothing yet. */
    public static final HardState INITIAL = of(0, ReplicaId.NONE, 0);

    /** Hard state without a fortification promise. */
    public static HardState of(long term, ReplicaId vote, long commitIndex) {
        return new HardState(term, vote, commitIndex, ReplicaId.NONE, 0);
    }
}
