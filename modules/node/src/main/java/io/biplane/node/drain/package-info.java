/**
 * Draining a node: moving clients, then leases and leaderships, off it before its process ends.
 *
 * <p>Entry types: {@link io.biplane.node.drain.DrainOptions} and {@link io.biplane.node.drain.DrainOutcome}, what an
 * operator gives and gets; {@link io.biplane.sqlserver.drain.ServerDrain}, the phases of one virtual cluster's SQL server, and
 * {@link io.biplane.node.drain.NodeDrain}, the order of a node's drain, both pure.
 *
 * <pre>
 *   node:    controller ──> tenant servers ──> system SQL server ──> leases ──> done
 *   server:  unready (initial_wait) ──> connections (≤ connections.timeout)
 *              ──> transactions (≤ transactions.timeout) ──> flows (≤ the same again) ──> done
 * </pre>
 *
 * <p>Leaves out: jobs (there are none to wait for yet); decommissioning.
 *
 * <p>Invariants: phases only go forward; a tenant server's phases use its own virtual cluster's settings, read when the phase
 * begins; no lease leaves the node before the last SQL session has.
 *
 * <p>Thread and time: pure cores; time comes in as an argument, in virtual nanoseconds.
 *
 * <p>Sources: docs/reference/operations.md §2; docs/reference/ground-truth.md T6.
 */
package io.biplane.node.drain;
