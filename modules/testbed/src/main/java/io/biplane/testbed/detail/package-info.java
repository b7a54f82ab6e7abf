/**
 * Single happenings of a run, as many as pictures can show: operations, history, messages between machines.
 *
 * <p>Entry type: {@link io.biplane.testbed.detail.Details}, part of a variant's result. Sums and verdicts are in package {@code
 * result}.
 *
 * <p>Plain values, deterministic; times are virtual nanoseconds since the run's zero. Invariants: lists are in the order things
 * happened. Left out: how anything looks.
 */
package io.biplane.testbed.detail;
