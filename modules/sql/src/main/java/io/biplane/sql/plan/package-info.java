/**
 * How the rows of a bound statement are found: access paths, order, joins.
 *
 * <p>Entry types: {@link io.biplane.sql.plan.Planner}, its result {@link
 * io.biplane.sql.plan.PhysicalPlan}, and {@link io.biplane.sql.plan.Explain}, which prints it.
 *
 * <p>Leaves out: cost-based choice. Rules are fixed: conditions move down to the table they are
 * about;
 * conditions on a prefix of the primary key become spans; a sort that the key order satisfies goes
 * away; equalities make a join a hash join, which builds on its right side; tables join as written.
 *
 * <p>Invariants: a plan is immutable, holds no key and no parameter value, and can be run any
 * number of
 * times, concurrently, with different parameters; the spans it leads to cover exactly the rows that
 * satisfy the conditions
 * they replaced.
 *
 * <p>Thread and time: pure; no clock.
 *
 * <p>Sources: docs/reference/sql.md §2.3; Ignite 3's key-value plans for the point access idea.
 */
package io.biplane.sql.plan;
