/**
 * What a scenario expects of its run: checks that always hold, things that must have happened, and
 * thresholds over metrics.
 *
 * <p>Entry type: {@link io.biplane.scenario.expect.Expectations}. A {@link
 * io.biplane.scenario.expect.Threshold} is metric × scope × bound: {@code during drain: { kv.p99: <
 * 400ms }}. Windows are virtual time from scenario zero.
 *
 * <p>Left out: evaluation (package {@code runner}) and how outcomes are shown (package {@code
 * console}).
 *
 * <p>Invariants: names refer to loads, virtual clusters and steps that exist; bounds have the
 * metric's unit. Plain values.
 *
 * <p>Decisions: docs/decisions/0053.
 */
package io.biplane.scenario.expect;
