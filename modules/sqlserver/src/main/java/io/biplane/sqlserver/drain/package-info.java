/**
 * The phases in which one virtual cluster's SQL server on a node is drained.
 *
 * <p>Entry type: {@link io.biplane.sqlserver.drain.ServerDrain}, pure and immutable.
 *
 * <p>Leaves out: the order in which a node drains its servers and its leases, which is the control plane's ({@code
 * node.drain}); what a phase means, which the SQL server carries out.
 *
 * <p>Invariants: phases only go forward; a phase's limit is read from the virtual cluster's settings when it begins.
 *
 * <p>Thread and time: pure; time comes in as an argument, in virtual nanoseconds.
 *
 * <p>Source: docs/reference/operations.md §2.
 */
package io.biplane.sqlserver.drain;
