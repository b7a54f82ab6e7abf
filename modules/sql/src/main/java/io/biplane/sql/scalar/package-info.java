/**
 * Typed scalar expressions: what they are, how they are evaluated, which functions exist.
 *
 * <p>Entry types: {@link io.biplane.sql.scalar.Scalar} (an immutable tree, compared by value, the
 * currency between binder and planner) and {@link io.biplane.sql.scalar.Evaluator} (a closure
 * compiled from it). {@link io.biplane.sql.scalar.Builtins} lists the functions, {@link
 * io.biplane.sql.scalar.Operators} the operators, {@link io.biplane.sql.scalar.Aggregate} the
 * aggregates.
 *
 * <p>Leaves out: window functions, set-returning functions, user-defined ones.
 *
 * <p>Invariants: an evaluator has no state and gives the same value for the same row and {@link
 * io.biplane.sql.scalar.EvalContext}; AND, OR, CASE and COALESCE evaluate from the left and stop
 * early; NULL logic is SQL's three-valued one.
 *
 * <p>Thread and time: pure; the statement's time is in the context.
 *
 * <p>Sources: PostgreSQL 15 manual chapter 9; CockroachDB "Functions and operators" where they
 * differ
 * ({@code /} of integers is DECIMAL, NULLs first).
 */
package io.biplane.sql.scalar;
