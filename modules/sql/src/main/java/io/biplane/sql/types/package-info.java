/**
 * SQL types and values: what columns can hold, how values are compared, cast, printed and stored.
 *
 * <p>Entry types: {@link io.biplane.sql.types.SqlType} (its kinds name the Java class of their
 * values), {@link io.biplane.sql.types.KeyEncoding} (order-preserving keys), {@link
 * io.biplane.sql.types.Null} (SQL's NULL).
 *
 * <p>Leaves out: DATE, TIME, INTERVAL, JSONB, arrays, collations other than by code point, time
 * zones other than UTC.
 *
 * <p>Invariants: a value never is a Java {@code null}; the order of encoded keys is the order of
 * values; {@code parse(format(v)) = v} for every type.
 *
 * <p>Thread and time: pure functions and immutable values; no clock.
 *
 * <p>Sources: PostgreSQL 15 manual, chapters 8–10 and {@code pg_type}; CockroachDB {@code
 * pkg/util/encoding}; docs/reference/sql.md §2.6.
 */
package io.biplane.sql.types;
