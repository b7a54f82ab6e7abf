/**
 * {@code biplane check}: from flags and a file to verdicts, text and pictures.
 *
 * <p>Entry types: {@link io.biplane.cli.check.CheckFlags} (what to check, with which settings),
 * {@link io.biplane.cli.check.HistoryInput} (from where), {@link io.biplane.cli.check.VerdictText}
 * and {@link io.biplane.cli.check.Drawings} (how it is told), {@link io.biplane.cli.check.ModelList}.
 *
 * <p>Invariants: a flag that means nothing to any model named is refused, never ignored; each value
 * that can have a unit must have one; the same history and flags print the same bytes.
 *
 * <p>Leaves out: run folders' own checks, which are the command's; judging, which is the checker's.
 *
 * <p>Thread and time: the caller's thread; no time.
 */
package io.biplane.cli.check;
