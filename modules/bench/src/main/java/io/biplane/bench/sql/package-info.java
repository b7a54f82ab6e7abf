/**
 * What a statement costs in the SQL layer alone.
 *
 * <p>Entry type: {@link io.biplane.bench.sql.SqlBench}, which adds one figure per case,
 * the best of several rounds. Storage is a hash table that answers at once ({@link
 * io.biplane.bench.sql.TableStore}), so that only the SQL layer is measured.
 *
 * <p>Leaves out: actors, network, ranges; those are measured by whole scenarios.
 *
 * <p>Thread and time: one thread, its CPU time.
 *
 * <p>Sources: docs/reference/sql.md §1 gives the figures of a prototype; its alarm is 5 µs for a cached point
 * statement.
 */
package io.biplane.bench.sql;
