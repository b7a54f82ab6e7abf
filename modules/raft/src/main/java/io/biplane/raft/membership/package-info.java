/**
 * Who belongs to a group, and how that changes.
 *
 * <p>Entry types: {@link io.biplane.raft.membership.Configuration} (the members),
 * {@link io.biplane.raft.membership.MembershipChange} (what is proposed) and
 * {@link io.biplane.raft.membership.ConfigurationChanger} (the pure step from one to the next).
 *
 * <p>Invariants: a replica is never voter and learner at once, except that a voter being demoted
 * stays in the outgoing half and is listed in {@code learnersNext}; at least one voter remains; a
 * simple change alters at most one voter, everything else goes through a joint configuration, in
 * which both halves must agree; one change at a time.
 *
 * <p>No state, no time. A configuration takes effect when its entry is applied, as in etcd-io/raft,
 * not when it is appended as in the dissertation; docs/decisions/0012 says why that is safe.
 *
 * <p>Sources: dissertation §4.1 to §4.3; etcd-io/raft {@code confchange}.
 *
 * <p>Decisions: docs/decisions/0012, docs/decisions/0018.
 */
package io.biplane.raft.membership;
