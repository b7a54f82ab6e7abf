package io.biplane.raft.port;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.log.EntrySlice;
import io.biplane.raft.message.RaftMessage;

import java.util.List;
import java.util.Optional;

/**
 * What the shell is to carry out now. None of it waits for a write.
 *
 * @param messages send them, in order
 * @param toApply committed and durable entries, apply them in order and then report
 *     {@code applied}; for each {@code MembershipChange} among them call {@code applyMembership} or
 *     {@code skipMembership} first
 * @param readStates reads that may be served once the state machine has applied their index
 * @param snapshotsWanted followers whose next entries are compacted away: make a snapshot and call
 *     {@code sendSnapshot}
 * @param roleChange present if term, role or known leader differ from the last time
 */
public record Ready(
        List<RaftMessage> messages,
        EntrySlice toApply,
        List<ReadState> readStates,
        List<ReplicaId> snapshotsWanted,
        Optional<RoleChange> roleChange) {
    /**
     * A read that is confirmed.
     *
     * @param requestId the caller's number
     * @param index apply up to here before reading
     */
    public record ReadState(long requestId, long index) {}

    /**
     * Who leads, as seen here.
     *
     * @param leader {@link ReplicaId#NONE} if unknown
     */
    public record RoleChange(long term, Role role, ReplicaId leader) {}
}
