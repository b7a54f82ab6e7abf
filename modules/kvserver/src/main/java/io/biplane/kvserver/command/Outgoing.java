package io.biplane.kvserver.command;

import io.biplane.base.id.NodeId;
import io.biplane.raft.message.RaftMessage;

/** Something for a replica of the same range on another node. The store puts it into that node's next envelope. */
public sealed interface Outgoing {
    NodeId to();

    /** Raft's. */
    record Raft(NodeId to, RaftMessage message) implements Outgoing {}

    /** A leaseholder that does not lead asks the leader to append its command. May be lost; it is proposed again then. */
    record Proposal(NodeId to, ReplicatedCommand command) implements Outgoing {}

    /** Asks whether the sending replica still belongs to the range; answered by {@link TooOld} if it does not. */
    record MemberCheck(NodeId to, long replicaId) implements Outgoing {}

    /**
     * Tells a replica that spoke up though it left the range that it is gone.
     *
     * @param nextReplicaId all replica ids below are settled: those not in the descriptor are gone for ever
     */
    record TooOld(NodeId to, long nextReplicaId) implements Outgoing {}
}
