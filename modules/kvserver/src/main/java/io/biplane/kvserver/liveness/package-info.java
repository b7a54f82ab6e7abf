/**
 * Which nodes are alive: node liveness through a record in the keyspace, store liveness through
 * promises between pairs.
 *
 * <p>Entry types: {@link io.biplane.kvserver.liveness.NodeLiveness} and {@link
 * io.biplane.kvserver.liveness.StoreLiveness} (actors), {@link io.biplane.kvserver.liveness.LivenessView} and
 * {@link io.biplane.kvserver.liveness.SupportView} (immutable snapshots that replicas read from a {@link
 * io.biplane.kv.config.NodeView} without messages), {@link io.biplane.kvserver.liveness.SupportCore}
 * (pure).
 *
 * <p><b>Node liveness.</b> Each node has a record (epoch, expiration, draining, membership) in the
 * liveness range and renews it each 3 s by a conditional write, after a sync of its disk; it
 * expires after 6 s. The new record is told to all peers at once, which stands for the modelled
 * system's gossip. Anyone may raise the epoch of an expired record: that ends all epoch leases of
 * its node.
 *
 * <p><b>Store liveness.</b> A store asks each peer each second for support until 3 s from now by
 * its clock; a peer that grants it promises, durably, not to withdraw before its own clock passes
 * that time. Withdrawal raises the epoch, so the supported learns.
 *
 * <p>Invariants: epochs never fall; a promise is on disk before it is answered; for one (supporter,
 * supported, epoch) the end of support never falls.
 *
 * <p>Left out: gossip as a protocol; one store a node.
 *
 * <p>Sources: CockroachDB {@code kvserver/liveness}, {@code kvserver/storeliveness}; timings
 * docs/reference/operations.md §1.
 *
 * <p>Decisions: docs/decisions/0027, docs/decisions/0044.
 */
package io.biplane.kvserver.liveness;
