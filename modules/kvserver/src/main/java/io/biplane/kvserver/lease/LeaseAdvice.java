package io.biplane.kvserver.lease;

import io.biplane.base.id.NodeId;
import io.biplane.kv.api.Lease;

import java.util.Optional;

/** What a replica does about its range's lease. */
public sealed interface LeaseAdvice {
    /**
     * This replica holds the lease and serves.
     *
     * @param renewal the lease to propose meanwhile: an extension that is due, or a switch to the
     *     kind now wanted
     */
    record Serve(Optional<Lease> renewal) implements LeaseAdvice {}

    /** Propose this lease, wait until it is applied, then look again. */
    record Acquire(Lease next) implements LeaseAdvice {}

    /**
     * Ask node liveness to raise the epoch of an expired record above {@code epoch}, then look
     * again.
     */
    record BumpEpoch(NodeId node, long epoch) implements LeaseAdvice {}

    /**
     * This node's own record or lease is about to lapse: have it heartbeated, then look again.
     * Refuse meanwhile.
     */
    record HeartbeatFirst() implements LeaseAdvice {}

    /**
     * Refuse; {@code holder} is who may serve, or who should get the lease; empty when nobody is
     * known.
     */
    record Refuse(Optional<NodeId> holder, String reason) implements LeaseAdvice {}
}
