/**
 * {@code biplane check}: from flags and a file to verdicts, text and pictures.
 *
 * <p>Entry types: {@link io.biplane.cli.check.CheckFlags} (what to check, with which settings),
 * {@link io.biplane.cli.check.HistoryInput} (from where), {@link io.biplane.cli.check.VerdictText}
 * and {@link io.biplane.cli.check.Drawings} (how it is told), {@link io.biplane.cli.check.ModelList};
 * {@link io.biplane.cli.check.HistoryCheck} and {@link io.biplane.cli.check.RunCheck} judge, {@link
 * io.biplane.cli.check.CheckLines} tells of many histories.
 *
 * <p>Invariants: a flag that means nothing to any model named is refused, never ignored; each value
 * that can have a unit must have one; the same history and flags print the same bytes.
 *
 * <p>Leaves out: telling of a single source, which is the command's; how histories are judged, which
 * is the checker's.
 *
 * <p>Thread and time: the caller's thread; no time.
 */
package io.biplane.cli.check;
