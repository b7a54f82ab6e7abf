/**
 * What SQL work costs: CPU time by counters, and bytes on the wire.
 *
 * <p>Entry types: {@link io.biplane.sqlserver.cost.SqlCostModel}, {@link io.biplane.sqlserver.cost.Wire}.
 *
 * <p>Leaves out: what storage and Raft cost (module kv), latency of links and disks (module kernel).
 *
 * <p>Invariants: costs depend on what was done, never on where or when; every figure names its source.
 *
 * <p>Thread and time: values; no clock.
 *
 * <p>Sources: docs/reference/sql.md §2.4; published kv95 figures.
 */
package io.biplane.sqlserver.cost;
