/**
 * A node's process: its guardian, how it boots, drains, upgrades and stops.
 *
 * <p>Entry type: {@link io.biplane.node.supervisor.SystemClusterSupervisor}, the guardian; {@link
 * io.biplane.node.supervisor.NodeBoot} is what it is started with.
 *
 * <pre>
 *   starting ──> running ──> draining ──> stopped
 *      └─ version refused ──────────────────^
 * </pre>
 *
 * <p>Leaves out: replicas, liveness and requests (module kv), statements (module sql); several stores a node; decommissioning.
 *
 * <p>Invariants: a process whose binary cannot run what is on its disk serves nothing and ends; a node that has begun to drain
 * starts no virtual cluster's server any more; a tenant server that fails takes no other with it.
 *
 * <p>Thread and time: actors of the node; virtual time through the host's services and the scheduler.
 *
 * <p>Sources: docs/architecture.md; docs/reference/operations.md §2 and §4.
 *
 * <p>Decisions: docs/decisions/0060, docs/decisions/0062.
 */
package io.biplane.node.supervisor;
