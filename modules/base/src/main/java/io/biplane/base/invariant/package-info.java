/**
 * What only a bug can cause: invariants that are always checked, and the exception that ends a run.
 *
 * <p>Entry types: {@link io.biplane.base.invariant.Invariant} checks, {@link
 * io.biplane.base.invariant.InvariantViolation} is thrown, {@link io.biplane.base.invariant.ViolationListener}
 * hears of each at once; a simulation listens on its thread.
 *
 * <p>Leaves out: properties of a whole cluster, which are checkers of the layers above; errors that a user, a
 * network or a disk can cause, which are values.
 *
 * <p>Invariants: a violation that nobody listens to is an ordinary exception.
 *
 * <p>Thread and time: the listener belongs to one thread; no time.
 */
package io.biplane.base.invariant;
