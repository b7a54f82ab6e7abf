/**
 * What tables exist: descriptors, and an immutable snapshot of them.
 *
 * <p>Entry types: {@link io.biplane.sql.catalog.CatalogSnapshot} and {@link
 * io.biplane.sql.catalog.TableDescriptor}. Reading and writing them is in
 * {@code io.biplane.sql.ddl}.
 *
 * <p>Leaves out: databases and schemas other than {@code defaultdb.public}, secondary indexes,
 * constraints other than NOT NULL and the primary key, virtual tables, grants.
 *
 * <p>Invariants: a descriptor never changes, a schema change makes a new version or a new id; ids
 * are never used again; every table has a primary key (a hidden {@code rowid} if none was written).
 *
 * <p><b>Why a stale plan cannot write.</b> A plan holds the descriptors it was made from. Every
 * transaction that writes to a table guards the table's descriptor row ({@code
 * KvTransaction.guard} with the row's exact bytes); the commit fails when the row is gone or has
 * another
 * version, and the session then loads the catalog anew and plans again. Reads are not guarded: a
 * read through a stale plan sees a table as it was, never one it was not, because ids are not
 * reused and
 * dropping a table leaves its rows to garbage collection.
 *
 * <p>Thread and time: immutable values; no clock.
 *
 * <p>Sources: CockroachDB's design of descriptors and namespace ({@code pkg/sql/catalog}).
 *
 * <p>Decisions: docs/decisions/0033.
 */
package io.biplane.sql.catalog;
