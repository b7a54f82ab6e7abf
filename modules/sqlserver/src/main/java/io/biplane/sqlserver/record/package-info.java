/**
 * Rows of the control plane as they lie in the key-value layer: virtual clusters, settings, SQL instances, users.
 *
 * <p>Entry types: {@link io.biplane.sqlserver.record.SystemTables}, the keys, and the records with their codecs.
 *
 * <p>Leaves out: who reads and writes the rows, and when.
 *
 * <p>Invariants: {@code system.tenants} and {@code system.tenant_settings} exist in the system virtual cluster only; every
 * virtual cluster has its own {@code system.settings}, {@code system.users} and {@code system.sql_instances} inside its span;
 * all of them lie below the first user table, hence in one range.
 *
 * <p>Thread and time: values only.
 *
 * <p>Sources: docs/reference/virtual-clusters.md §1 (tables), §3 and §4 (states); table ids as CockroachDB's
 * {@code pkg/keys/constants.go}.
 *
 * <p>Decisions: docs/decisions/0062.
 */
package io.biplane.sqlserver.record;
