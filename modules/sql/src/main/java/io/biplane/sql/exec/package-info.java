/**
 * Asynchronous execution: the ports towards storage, and the operators that run physical plans.
 *
 * <p>Entry types: {@link io.biplane.sql.exec.KvTransaction} and {@link
 * io.biplane.sql.exec.KvConnection} for whoever provides storage, {@link
 * io.biplane.sql.exec.Promise} for everything that takes time.
 *
 * <p>Leaves out: where keys live, how transactions are made serializable, time-outs, back-off. The
 * adapter behind the port knows these.
 *
 * <p>Invariants: rows flow in batches, at most one {@code next()} of an operator is outstanding;
 * every request to storage is counted in {@link io.biplane.sql.exec.WorkCounters}; a plan is
 * immutable and shared, all state of a run is in its operators.
 *
 * <p>Thread and time: the session's thread; no clock. The statement's own time comes in as a value.
 *
 * <p>Sources: notes/sql.md §2.4; the operator shape is Graefe's iterator ("Volcano", 1994) with
 * batches and promises.
 */
package io.biplane.sql.exec;
