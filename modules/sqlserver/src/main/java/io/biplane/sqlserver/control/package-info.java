/**
 * Statements for the control plane carried out: virtual clusters, their services, cluster settings, versions.
 *
 * <p>Entry type: {@link io.biplane.sqlserver.control.NodeControlPlane}, SQL's port to the control plane. Rules are pure ({@link
 * io.biplane.sqlserver.control.ServiceRules}, {@link io.biplane.sqlserver.control.SettingRules}); statements read and write rows in
 * transactions of the context session, as the modelled system does; what needs other nodes goes through {@link
 * io.biplane.sqlserver.control.CoordinatorPort}. {@link io.biplane.sqlserver.control.ControlState} is one node's copy of the system's
 * rows.
 *
 * <p>Leaves out: replication streams, capabilities' statements, garbage collection of dropped virtual clusters
 * ({@code IMMEDIATE} is 0A000).
 *
 * <p>Invariants: a statement that answered well has been committed, and this node's own copy has seen it; a refused one
 * changed nothing.
 *
 * <p>Thread and time: the context session's actor.
 *
 * <p>Sources: docs/reference/virtual-clusters.md §2 to §6 and §10; docs/reference/operations.md §4.
 */
package io.biplane.sqlserver.control;
