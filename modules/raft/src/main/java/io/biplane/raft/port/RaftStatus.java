package io.biplane.raft.port;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.progress.ProgressState;

import java.util.List;

/**
 * A replica's view of its group, for reports and decisions outside of the hot path.
 *
 * @param followers progress of every member incl. the leader itself; empty unless this replica
 *     leads
 */
public record RaftStatus(
        ReplicaId self,
        long term,
        ReplicaId vote,
        Role role,
        ReplicaId leader,
        LogPositions log,
        Configuration configuration,
        boolean isQuiesced,
        List<Follower> followers) {
    /** How far the log has come. */
    public record LogPositions(
            long compactedIndex,
            long appliedIndex,
            long committedIndex,
            long stableIndex,
            long lastIndex,
            long lastTerm) {}

    /**
     * What the leader knows of one member.
     *
     * @param snapshotIndex index of the snapshot on its way there, 0 when there is none
     */
    public record Follower(
            ReplicaId replica,
            ProgressState state,
            long matchIndex,
            long nextIndex,
            long snapshotIndex,
            int inflightCount,
            boolean isActive) {}
}
