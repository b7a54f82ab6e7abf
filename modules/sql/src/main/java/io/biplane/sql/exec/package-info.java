/**
 * The ports towards storage, and what asynchronous work needs everywhere: promises and counters.
 *
 * <p>Entry types: {@link io.biplane.sql.exec.KvTransaction} and {@link
 * io.biplane.sql.exec.KvConnection} for whoever provides storage, {@link
 * io.biplane.sql.exec.LeafTransaction} for reads on behalf of others, {@link
 * io.biplane.sql.exec.Promise} for everything that takes time.
 *
 * <p>Leaves out: where keys live, how transactions are made serializable, time-outs, back-off. The
 * adapter behind the port knows these.
 *
 * <p>Invariants: every request passes {@link io.biplane.sql.exec.CountingTransaction} and
 * is counted in {@link io.biplane.sql.exec.WorkCounters}; callbacks never run inside one another.
 *
 * <p>Thread and time: the session's thread; no clock.
 *
 * <p>Sources: docs/reference/sql.md §2.4.
 *
 * <p>Decisions: docs/decisions/0031, docs/decisions/0032.
 */
package io.biplane.sql.exec;
