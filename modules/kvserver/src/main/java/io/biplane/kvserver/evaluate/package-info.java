/**
 * Evaluating a batch on the leaseholder: what it answers and what it would change, as a function of
 * the engine's state.
 *
 * <p>Entry types: {@link io.biplane.kvserver.evaluate.BatchEvaluator} (pure), {@link
 * io.biplane.kvserver.evaluate.TimestampCache} (which reads were served, so that no write slips below
 * them), {@link io.biplane.kvserver.evaluate.Latches} (who may be evaluated side by side), {@link
 * io.biplane.kvserver.evaluate.ReplayRecords} (which write batches took effect already).
 *
 * <p>Order of use by the replica: latch the batch's spans; when granted, check the lease, evaluate;
 * a read is answered and its latch released; a write's effect is proposed, and its latch released
 * when it has been applied or given up.
 *
 * <p>Time of a write: above the clock, above every read served on its keys, above the newest
 * version of its keys. A {@code Refresh} therefore holds at the write's own time when nothing newer
 * than the read is there. A server-chosen read happens at the clock.
 *
 * <p>Invariants: a write never lies at or below a served read of the same key or an existing
 * version of it; a write batch takes effect once for each {@code TxnId}; evaluation changes nothing
 * but the timestamp cache.
 *
 * <p>Left out: intents, transaction records, conflicts between transactions other than by
 * validation.
 *
 * <p>Sources: CockroachDB {@code kvserver/batcheval}, {@code tscache}, {@code spanlatch};
 * docs/reference/operations.md §8.
 *
 * <p>Decisions: docs/decisions/0041.
 */
package io.biplane.kvserver.evaluate;
