/**
 * Who belongs to a range: descriptors read as Raft configurations, and the steps from one to the next.
 *
 * <p>Entry types: {@link io.biplane.kvserver.member.Members} (pure functions), {@link io.biplane.kvserver.member.Peers} (on which node
 * each replica lives).
 *
 * <p>A range's descriptor is the only record of its members; the Raft configuration follows from it, so the two cannot
 * disagree after a restart. Replacing a replica takes a learner, then one joint step, then leaving it; each step raises the
 * generation by one.
 *
 * <p>Invariants: a replica id is given out once; at least one voter remains in both halves of a joint descriptor.
 *
 * <p>Left out: choosing what to change ({@code kvserver.store}) and carrying it out ({@code kvserver.replica}). No thread, no time.
 *
 * <p>Source: CockroachDB {@code roachpb.ReplicaSet.ConfState} and {@code replica_command.go}.
 *
 * <p>Decisions: docs/decisions/0026, docs/decisions/0049.
 */
package io.biplane.kvserver.member;
