/**
 * The multi-version store of one node.
 *
 * <p>Entry type: {@link io.biplane.storage.engine.Engine}, opened by {@link io.biplane.storage.engine.HeapEngine} or {@link
 * io.biplane.storage.engine.ChronicleEngine}. Changes come as a {@link io.biplane.storage.engine.WriteBatch}, which is
 * applied whole or not at all.
 *
 * <p>How it is built: an ordered index on the heap (key → chain of timestamps) decides order, visibility and duplicates;
 * behind it a {@code VersionStore} holds the values, one entry a version, never overwritten. The index is rebuilt when a
 * file is opened. Local records are few and small, so their bytes are kept in the index too.
 *
 * <p>Left out: transactions, intents, latches and timestamp caches (the layer above keeps its intents as local records or
 * in memory), compression, block caches, and the cost in virtual time of reading and writing, which the caller charges.
 *
 * <p>Invariants: history is immutable (another value under the same key and timestamp is a bug); a batch leaves all of its
 * changes or none, also when the store is full, the process is killed, or power is lost before the sync; the same
 * versions give the same checksum on every kind of engine; nothing depends on the iteration order of a Chronicle Map.
 *
 * <p>Thread and time: one engine is used by one thread; it never waits and has no time of its own. Durability is the
 * {@link io.biplane.kernel.host.Disk}'s: every batch is reported to it with the way back.
 *
 * <p>Sources: the MVCC of CockroachDB's {@code pkg/storage} for the meaning of reads, refreshes and garbage collection;
 * docs/decisions/0020 and 0021 for the choices made here.
 *
 * <p>Decisions: docs/decisions/0020.
 */
package io.biplane.storage.engine;
