/**
 * Sessions: what a client talks to.
 *
 * <p>Entry types: {@link io.biplane.sql.session.TenantSql}, what all sessions of one virtual
 * cluster on one node share (catalog copy, plan cache, ports), and {@link
 * io.biplane.sql.session.SqlSession}, one client's session: settings, transaction, prepared
 * statements.
 *
 * <p>Leaves out: the wire protocol, authentication, time-outs, draining. The actor around a session
 * counts open transactions through {@link io.biplane.sql.session.SqlSession#state()} when it
 * drains.
 *
 * <p>Invariants: one statement at a time per session; after an error inside BEGIN only ROLLBACK and
 * COMMIT get through (25P02); a statement outside a transaction either commits before its result
 * is returned or leaves nothing behind; conflicts are retried a bounded number of times with the
 * same statement time.
 *
 * <p>Thread and time: all calls and promises on one thread, the actor's; the clock is {@link
 * io.biplane.sql.session.SessionEnvironment#nowMicros()}, read once per statement or transaction.
 *
 * <p>Sources: PostgreSQL 15 manual chapter 13 and its protocol's transaction states; docs/reference/sql.md
 * §2; CockroachDB's automatic retries ("Transaction retry error reference").
 */
package io.biplane.sql.session;
