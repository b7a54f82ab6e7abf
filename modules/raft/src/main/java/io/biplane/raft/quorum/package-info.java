/**
 * Majorities and joint majorities, as functions over numbers.
 *
 * <p>Entry types: {@link io.biplane.raft.quorum.MajorityQuorum} and
 * {@link io.biplane.raft.quorum.JointQuorum}.
 *
 * <p>Invariants: an empty majority decides nothing by itself, so it is neutral in a joint decision
 * (its committed index is unbounded, its vote is won); a joint decision needs both halves
 * (dissertation §4.3).
 *
 * <p>No state, no time. Sources: dissertation §3.4, §4.3; the treatment of the empty set follows
 * etcd-io/raft {@code quorum}.
 */
package io.biplane.raft.quorum;
