/**
 * What all benchmarks share: a figure with its baseline and target, the table they are printed in,
 * and a stopwatch.
 *
 * <p>Entry type: {@code Figures}, one a run.
 *
 * <p>Invariants: a baseline is measured in the same process and run as the figure beside it; targets
 * are judged by CPU time of the measuring thread, which on a machine of one's own is wall time, and
 * on a loaded one the only thing that can be compared.
 *
 * <p>Left out: statistics beyond medians; histories of figures.
 *
 * <p>Thread and time: the caller's thread; real time, as only in this module and the CLI.
 *
 * <p>Decisions: docs/decisions/0090.
 */
package io.biplane.bench.figure;
