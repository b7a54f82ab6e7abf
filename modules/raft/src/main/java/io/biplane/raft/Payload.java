package io.biplane.raft;

/**
 * What an entry carries. Opaque to Raft except for its size; implementations are immutable, because
 * entries are shared by reference between replicas. Raft's own kinds are {@link EmptyPayload} and
 * {@link io.biplane.raft.membership.MembershipChange}.
 */
public interface Payload {
    /**
     * Size used for batching and flow control, in bytes; at least 0 and constant for one payload.
     */
    int sizeBytes();
}
