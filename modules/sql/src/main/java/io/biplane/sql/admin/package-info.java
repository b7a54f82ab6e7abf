/**
 * Statements for the control plane: virtual clusters and cluster settings.
 *
 * <p>Entry type: {@link io.biplane.sql.admin.ControlPlane}, the port the cluster implements. {@link
 * io.biplane.sql.admin.AdminStatements} turns syntax into a {@link
 * io.biplane.sql.admin.ControlRequest} and decides in one place whether the session's virtual
 * cluster may ask for it at all.
 *
 * <p>Leaves out: what the requests do. States, services, versions and values of settings are the
 * cluster module's. Capabilities, replication and rewinding parse as unsupported (0A000).
 *
 * <p>Invariants: no request about another virtual cluster leaves a session that is not the
 * system's.
 *
 * <p>Thread and time: the session's thread; no clock.
 *
 * <p>Sources: docs/reference/virtual-clusters.md §2 (statements), §6, §9, §10 (errors).
 */
package io.biplane.sql.admin;
