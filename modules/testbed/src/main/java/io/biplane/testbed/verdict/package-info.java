/**
 * Verdicts: whether what a scenario expects was met by what its run did.
 *
 * <p>Entry types: {@link io.biplane.testbed.verdict.ThresholdEvaluator} (bounds on metrics in windows),
 * {@link io.biplane.testbed.verdict.HistoryChecks} (safety of the clients' histories) and {@link io.biplane.testbed.verdict.Phases}
 * (the stretches a reader sees). All pure functions of samples, history, windows and counts.
 *
 * <p>Three values: held, broken, unknown. A bound without data is unknown, not held: an expectation that measured nothing proves
 * nothing. Left out: the invariants that run after every event (they stop the run itself).
 */
package io.biplane.testbed.verdict;
