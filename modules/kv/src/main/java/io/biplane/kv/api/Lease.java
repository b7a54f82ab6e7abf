package io.biplane.kv.api;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;

/**
 * The right to serve a range.
 *
 * @param kind what keeps it alive
 * @param holder who holds it
 * @param sequence grows with each new holder; a command proposed under another sequence has no
 *     effect
 * @param start no earlier than the end of the lease before
 * @param expiration end of an expiration lease; {@link Timestamp#ZERO} for other kinds
 * @param epoch the holder's liveness epoch of an epoch lease, the Raft term of a leader lease,
 *     otherwise 0
 */
public record Lease(
        LeaseKind kind,
        NodeId holder,
        long sequence,
        Timestamp start,
        Timestamp expiration,
        long epoch) {}
