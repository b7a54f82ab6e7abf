/**
 * How a client gets a session: the protocol of a node's SQL port, and which server a name leads to.
 *
 * <p>Entry types: {@link io.biplane.sqlserver.connect.ConnectProtocol}, the protocol clients speak; {@link
 * io.biplane.sqlserver.connect.RoutingTable}, a value.
 *
 * <p>Leaves out: the router, which is the control plane's ({@code node.router}); authentication, sessions and statements, which
 * are the tenant server's.
 *
 * <p>Invariants: all types are immutable.
 *
 * <p>Thread and time: values; no time of their own.
 *
 * <p>Source: docs/reference/virtual-clusters.md §8.
 */
package io.biplane.sqlserver.connect;
