/**
 * SQL's transactions over the key-value layer's batches: the adapter between the port SQL sees and the messages ranges take.
 *
 * <p>Entry types: {@link io.biplane.sqlserver.transaction.KvPort}, one session's hand on the key-value layer, and {@link
 * io.biplane.sqlserver.transaction.OptimisticTransaction}, which buffers writes, tracks reads and commits in one batch.
 *
 * <p>How a transaction is serializable: all its reads are of one instant; at commit one batch, atomic in its range, checks that
 * nothing read has changed since that instant and applies the writes. A single statement of one key lets the leaseholder
 * choose the instant and needs no check at all.
 *
 * <p>Leaves out: writes and checked reads in several ranges (0A000 for now), locks, pushes; retries, which are SQL's.
 *
 * <p>Invariants: each promise completes once, in the session's actor; a batch that writes keeps one {@code TxnId} however often it is
 * sent; no key outside the tenant's span is ever asked for (and the wall would refuse it).
 *
 * <p>Thread and time: the session's actor; read times from the node's hybrid clock.
 *
 * <p>Sources: Kung and Robinson, "On Optimistic Methods for Concurrency Control" (1981); CockroachDB's refresh and
 * uncertainty interval (docs/reference/operations.md §8).
 *
 * <p>Decisions: docs/decisions/0061.
 */
package io.biplane.sqlserver.transaction;
