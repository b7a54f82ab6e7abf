/**
 * SQL sessions of a virtual cluster on one node, as actors.
 *
 * <p>Entry type: {@link io.biplane.sqlserver.session.SessionProtocol}, the protocol a client speaks with its session; {@link
 * io.biplane.sqlserver.session.SessionActor} wraps SQL's session core: statements one at a time, each charged the CPU time that
 * {@link io.biplane.sqlserver.cost.SqlCostModel} gives for the work it did.
 *
 * <p>Leaves out: what statements mean (module sql), how keys are reached (package {@code transaction}), who may connect
 * (package {@code tenantserver}).
 *
 * <p>Invariants: statements of a session end in the order they came; each is replied to once, unless the session is closed
 * first; a draining session closes as soon as no transaction is open and no statement runs.
 *
 * <p>Thread and time: one actor a session; CPU time is virtual and charged to the node.
 *
 * <p>Sources: docs/reference/operations.md §2 (what a drain does to sessions); docs/reference/sql.md §2.4 and §1 (costs by counters).
 */
package io.biplane.sqlserver.session;
