/**
 * Text to syntax tree and back.
 *
 * <p>Entry types: {@link io.biplane.sql.parse.SqlParser} and {@link io.biplane.sql.parse.Unparser}.
 * The grammar is
 * {@code BiplaneSql.g4}; ANTLR generates lexer and parser from it into this package.
 *
 * <p>Leaves out: several statements in one text; recovery after an error (the first one is the
 * answer).
 *
 * <p>Invariants: {@code parse(unparse(t)) = t} up to positions; a text that is no statement gives
 * 42601 with the position of the first token that cannot go on, one we know but do not do gives
 * 0A000, one nested too deeply 54001; no input makes the parser throw anything else.
 *
 * <p>Thread and time: pure functions. ANTLR's static prediction cache is shared by all threads; it
 * speeds up, it never changes a result.
 *
 * <p>Sources: PostgreSQL 15 manual, SQL command pages; CockroachDB v24 statement pages;
 * docs/reference/sql.md §2.2.
 *
 * <p>Decisions: docs/decisions/0030.
 */
package io.biplane.sql.parse;
