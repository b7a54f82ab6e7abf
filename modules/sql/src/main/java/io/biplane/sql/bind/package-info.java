/**
 * Names to columns, types to everything: syntax trees become typed relational trees.
 *
 * <p>Entry type: {@link io.biplane.sql.bind.Binder}. Its result is a {@link
 * io.biplane.sql.bind.BoundStatement} over {@link io.biplane.sql.bind.Rel}.
 *
 * <p>Leaves out: subqueries, common table expressions, set operations, implicit casts from text
 * columns. Which access path is taken is the planner's business.
 *
 * <p>Invariants: each scalar's column numbers refer to the output of the relation below it; string
 * literals and placeholders take the type of what they meet; every placeholder has a type in the
 * end (42P18 otherwise); nesting beyond {@code ExprBinder.DEPTH_MAX} is 54001, never a stack
 * overflow.
 *
 * <p>Thread and time: pure functions of tree and catalog snapshot; no clock.
 *
 * <p>Sources: PostgreSQL 15 manual chapter 10 (type conversion), SELECT page; docs/reference/sql.md §2.3,
 * §2.6.
 */
package io.biplane.sql.bind;
