package io.biplane.kvserver.lease;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;

import java.util.Optional;

/**
 * How a replica stands in its Raft group.
 *
 * @param leader the leader it knows of, itself included
 * @param term its term
 * @param leads whether it is the leader
 * @param supportedUntil for a leader, until when a quorum supports it; otherwise zero
 */
public record RaftStanding(
        Optional<NodeId> leader, long term, boolean leads, Timestamp supportedUntil) {
    /** A follower. */
    public static RaftStanding follows(Optional<NodeId> leader, long term) {
        return new RaftStanding(leader, term, false, Timestamp.ZERO);
    }

    /** The leader. */
    public static RaftStanding leads(NodeId self, long term, Timestamp supportedUntil) {
        return new RaftStanding(Optional.of(self), term, true, supportedUntil);
    }
}
