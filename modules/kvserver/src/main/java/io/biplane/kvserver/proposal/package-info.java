/**
 * Commands on their way through a range's log.
 *
 * <p>Entry type: {@link io.biplane.kvserver.proposal.Proposals}, bookkeeping without input or output: it numbers commands, gives each a
 * lease index, says which to propose again, and tells whoever waits what became of one.
 *
 * <p>Why a command may safely be proposed twice: at one lease index only the first to be applied takes effect; once an
 * entry at that index was refused, none with it can take effect, so the command may move to a new index; once another lease is in
 * force, none of the old one's can.
 *
 * <p>Invariants: a waiter is told once; lease indexes given out grow. Owned by one replica; instants are arguments, in monotonic
 * nanoseconds.
 *
 * <p>Source: CockroachDB {@code replica_proposal_buf.go}, {@code replica_raft.go} (refreshProposals, tryReproposeWithNewLeaseIndex).
 */
package io.biplane.kvserver.proposal;
