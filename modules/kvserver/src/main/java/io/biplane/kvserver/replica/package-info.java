/**
 * A replica of a range: the actor around the Raft core.
 *
 * <p>Entry type: {@link io.biplane.kvserver.replica.Replica}. Behind its mailbox {@code ActiveReplica} joins the parts, split by
 * concern: {@code RaftDriver} (carries out what Raft wants: log writes, messages, application, snapshots), {@code Proposals} (commands
 * on their way), {@code Requests} (batches: lease, latches, evaluation, answer), {@code Leasing} and {@code LeaseMoves} (the
 * lease), {@code MemberChanger} (replicas come and go), {@code Truncation} (the log stays short), {@code Reporter} (what the store
 * hears), {@code StartUp} (log and engine brought together).
 *
 * <p>A write: evaluate under latches → propose with lease sequence and lease index → Raft → log actor here and on followers →
 * apply → answer. Proposals that wait in the mailbox go out together. One log write is outstanding a replica.
 *
 * <p>Invariants: nothing is served without a lease that is valid at that instant by this node's views; a lease once given up,
 * or held in a former life, is not served under again; a command takes effect at most once; leadership is not handed away
 * while a lease is held; the log is cut only below what the engine has synced. A failure of disk or log ends the replica, the
 * store and the process.
 *
 * <p>Left out: closed timestamps and follower reads, splits and merges, proposal quotas, snapshot throttling.
 *
 * <p>Runs on the node's actor thread. Raft and deadlines use monotonic time, leases the node's hybrid clock.
 *
 * <p>Sources: CockroachDB {@code pkg/kv/kvserver} (replica_raft.go, replica_proposal_buf.go, replica_range_lease.go);
 * docs/architecture.md.
 *
 * <p>Decisions: docs/decisions/0046.
 */
package io.biplane.kvserver.replica;
