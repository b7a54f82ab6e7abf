/**
 * One node's store: the replicas that live there and what they share.
 *
 * <p>Entry type: {@link io.biplane.kvserver.store.Store}, an actor bound as service {@code raft}. Its parts: {@code Replicas} (start,
 * know, bury), {@code RaftTransport} (one {@link io.biplane.kvserver.store.RaftEnvelope} a peer a flush for all groups), {@code Deadlines} (one
 * timer a node), {@code PeerMarks} (which changes of liveness and support matter), {@code Drain}, {@code ReplicateQueue}
 * (replicas on dead nodes are replaced), {@code Addressing} (meta records), {@code Bootstrap}.
 *
 * <p>Idle costs: sleeping groups have no deadline and send nothing; renewals of liveness records reach the store and stop there.
 *
 * <p>Invariants: at most one replica of a range lives here; a replica id that was settled does not come back; at most one timer is
 * set; a failed replica fails the store.
 *
 * <p>Left out: splits, merges, rebalancing by load or count, garbage collection.
 *
 * <p>Runs on the node's actor thread, in monotonic time except for liveness expiry.
 *
 * <p>Sources: CockroachDB {@code kvserver/store_raft.go} (coalesced heartbeats, wake on liveness), {@code replicate_queue.go},
 * {@code store.go} (SetDraining).
 *
 * <p>Decisions: docs/decisions/0025, docs/decisions/0045, docs/decisions/0049.
 */
package io.biplane.kvserver.store;
