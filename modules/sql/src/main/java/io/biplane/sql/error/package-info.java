/**
 * What can go wrong in a statement, as values.
 *
 * <p>Entry type: {@link io.biplane.sql.error.SqlError}. Everything a user, a client or the cluster
 * can cause becomes one of
 * these, with a code of {@link io.biplane.sql.error.SqlState}, the only list of SQLSTATEs in the
 * module. Within the module an error travels as {@link io.biplane.sql.error.SqlException}, which
 * never leaves a session: the session turns it into a failed result. A bug is an {@link
 * io.biplane.base.invariant.InvariantViolation} instead and does leave.
 *
 * <p>Leaves out: translation of messages, warnings and notices.
 *
 * <p>Thread and time: values only, neither is used.
 *
 * <p>Sources: PostgreSQL 15 manual, appendix A (codes); message texts as a PostgreSQL 15 server and
 * CockroachDB v24 print them, so that drivers and tests that match on them keep working.
 */
package io.biplane.sql.error;
