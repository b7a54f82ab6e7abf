/**
 * Tenant servers: one SQL server a virtual cluster on each node, the system virtual cluster's included, and their parent.
 *
 * <p>Entry types: {@link io.biplane.sqlserver.tenant.VirtualClusters}, which starts and stops servers as
 * {@code system.tenants} says and restarts those that fail; {@link io.biplane.sqlserver.tenant.TenantServer}, one server with
 * its sessions, its way to the ranges and its cold or warm caches.
 *
 * <pre>
 *   starting ──(own rows read, version fits)──> serving ──> draining ──> stopped
 *      └─ version refused: stopped                 └─ fails ──(back-off)──> starting
 * </pre>
 *
 * <p>Leaves out: statements (packages {@code session}, {@code control}), routing of connections (package {@code gateway}); servers outside
 * the node's process (external mode); work of other nodes' statements, of which there is none to wait for yet.
 *
 * <p>Invariants: a server reaches storage through its {@code KvClient} alone, which leads to the wall; a server that fails
 * takes only its own sessions with it; no server is started on a node that has begun to drain.
 *
 * <p>Thread and time: actors of the node; timers of its scheduler.
 *
 * <p>Sources: docs/architecture.md; docs/reference/virtual-clusters.md §4; docs/reference/operations.md §2 and §4.
 *
 * <p>Decisions: docs/decisions/0063.
 */
package io.biplane.sqlserver.tenant;
