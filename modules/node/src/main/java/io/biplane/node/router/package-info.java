/**
 * A node's SQL port: picks the virtual cluster of a new connection and hands it to that cluster's SQL server on the node.
 *
 * <p>Entry type: {@link io.biplane.node.router.ConnectionRouter}, an actor that speaks {@link
 * io.biplane.sqlserver.connect.ConnectProtocol}.
 *
 * <p>Leaves out: authentication, sessions and statements, which are the tenant server's; PostgreSQL's wire format.
 *
 * <p>Invariants: every {@code Connect} is answered once, unless the process dies first; a connection to a virtual cluster
 * that this node does not serve is never kept waiting, except for the default target.
 *
 * <p>Thread and time: an actor of the node; waits by timers of the node's scheduler.
 *
 * <p>Source: docs/reference/virtual-clusters.md §8.
 */
package io.biplane.node.router;
