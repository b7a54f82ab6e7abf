/**
 * Schema changes and the catalog in storage.
 *
 * <p>Entry types: {@link io.biplane.sql.ddl.SchemaStatements} (CREATE, DROP and SHOW of tables
 * within a
 * transaction), {@link io.biplane.sql.ddl.CatalogStore} (descriptors as rows) and {@link
 * io.biplane.sql.ddl.CatalogCache} (a tenant server's copy).
 *
 * <p>Leaves out: ALTER TABLE, indexes, the removal of a dropped table's rows (they stay below an id
 * that is never used again, for garbage collection by the cluster), online schema changes in
 * several versions.
 *
 * <p>Invariants: a schema change is one transaction over catalog keys only; two tables never share
 * a
 * name or an id; a created table has version 1 and a primary key without NULLs.
 *
 * <p>Thread and time: the session's thread; no clock.
 *
 * <p>Sources: CockroachDB {@code system.descriptor}, {@code system.namespace} and id sequence.
 *
 * <p>Decisions: docs/decisions/0033.
 */
package io.biplane.sql.ddl;
