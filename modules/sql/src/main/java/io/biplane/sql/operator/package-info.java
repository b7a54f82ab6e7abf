/**
 * Asynchronous operators: physical plans at work within one transaction.
 *
 * <p>Entry type: {@link io.biplane.sql.operator.PlanExecutor}. Reads are trees of operators that
 * pull batches from below; changes drain their source and then buffer writes; a read of one row by
 * its key takes neither way but one get.
 *
 * <p>Leaves out: beginning, committing and retrying transactions (the session does), spilling to
 * disk, parallel execution.
 *
 * <p>Invariants: at most one {@code next()} of an operator is outstanding and none follows the last
 * batch; an operator holds a bounded number of rows (53200 beyond); everything a change reads is
 * read through the same transaction, so that its commit validates it; groups and distinct rows come
 * in the order they were met, never in hash order.
 *
 * <p>Thread and time: the session's thread; no clock. The statement's own time comes in as a value.
 *
 * <p>Sources: Graefe, "Volcano" (1994), with batches and promises; docs/reference/sql.md §2.4.
 */
package io.biplane.sql.operator;
