package io.biplane.kv.api;

import io.biplane.base.id.NodeId;

/**
 * One replica of a range.
 *
 * @param node where it lives; one store a node
 * @param replicaId its Raft id, never reused within the range
 * @param type its voice in the group
 */
public record ReplicaDescriptor(NodeId node, long replicaId, Type type) {
    /** A replica's voice. Source: CockroachDB {@code ReplicaType}. */
    public enum Type {
        VOTER,
        LEARNER,
        VOTER_INCOMING,
        VOTER_OUTGOING
    }
}
