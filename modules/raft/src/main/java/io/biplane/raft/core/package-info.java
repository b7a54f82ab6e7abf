/**
 * The Raft state machine of one replica.
 *
 * <p>Entry type: {@link io.biplane.raft.core.RaftCore}, which the shell drives:
 *
 * <pre>
 *   step, tick, propose, …  ──►  RaftCore  ──►  takeReady()  messages, entries to apply, reads
 *              persisted, applied  ──►      ──►  takeWrite()  what to make durable
 * </pre>
 *
 * <p>Split by concern: {@code Roles} (who am I), {@code Elections}, {@code Replication},
 * {@code Reads}, {@code Transfers}, {@code Memberships}, {@code Snapshots}, {@code Fortification},
 * {@code Quiescence}, {@code Outbox} (what waits for a write). All of them work on one
 * {@code RaftState}, the owner of the fields; that is what speed needs, and nothing outside of this
 * package can touch it.
 *
 * <p>Invariants: a vote, an acceptance of entries, and a candidate's request leave only after what
 * they promise is durable; a leader counts its own copy only once it is durable; only entries that
 * are committed and durable here are applied.
 *
 * <p>One thread at a time; every instant is an argument, in virtual nanoseconds, never falling for
 * one replica. Timers are deadlines: call {@code tick} at {@code nextDeadlineNanos}, or never if
 * that is {@code Long.MAX_VALUE}.
 *
 * <p>Sources: dissertation §3, §4, §6, §9.6, §10.2; etcd-io/raft; CockroachDB leader fortification.
 *
 * <p>Known gaps: proposals are not forwarded; witness replicas are not modelled.
 *
 * <p>Decisions: docs/decisions/0010, docs/decisions/0011.
 */
package io.biplane.raft.core;
