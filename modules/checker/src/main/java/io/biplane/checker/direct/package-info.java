/**
 * Procedures that decide one part of an object, or show that it is wrong, by looking at its
 * operations in order once: for objects so plain that no search is needed.
 *
 * <p>Entry types, each with a static {@code conflict}: {@link io.biplane.checker.direct.MutexOrder}
 * and {@link io.biplane.checker.direct.BagOrder} decide in O(n log n); {@link
 * io.biplane.checker.direct.TextOrder}, {@link io.biplane.checker.direct.RegisterReads} and {@link
 * io.biplane.checker.direct.Totals} know signs only: what they find is a conflict, that they find
 * nothing says nothing. The tests hold all of them to the search and to brute force.
 *
 * <p>Invariants: operations given are of one part, ok or info, by invocation, and make sense to the
 * model. The operations of a {@link io.biplane.checker.direct.Conflict} are ok ones.
 *
 * <p>Pure; no thread, no clock. Left out: registers, queues, counters and sets, whose procedures are
 * in package {@code linear}; shrinking a conflict to a smallest one.
 *
 * <p>Decisions: docs/decisions/0098.
 */
package io.biplane.checker.direct;
