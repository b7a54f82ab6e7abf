/**
 * Port to the control plane, which statements on virtual clusters and cluster settings go through.
 *
 * <p>Entry type: {@link io.biplane.sql.admin.ControlPlane}, one session's handle, which the SQL server implements. What a session
 * has to know of a statement stands with it ({@link io.biplane.sql.ast.ControlStatement}). A new one touches four places: the
 * grammar, its tree's builder, the statement, and what carries it out in the SQL server; the compiler asks for the last.
 *
 * <p>Leaves out: what the statements do. States, services, versions and values of settings are the SQL server's. Capabilities,
 * replication and rewinding parse as unsupported (0A000).
 *
 * <p>Invariants: no statement about another virtual cluster leaves a session that is not the system's.
 *
 * <p>Thread and time: the session's thread; no clock.
 *
 * <p>Sources: docs/reference/virtual-clusters.md §2 (statements), §6, §9, §10 (errors).
 */
package io.biplane.sql.admin;
