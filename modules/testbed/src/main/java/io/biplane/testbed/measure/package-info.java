/**
 * Latencies and outcomes of operations, kept whole so that any window of the run can be asked about afterwards.
 *
 * <p>Entry type: {@link io.biplane.testbed.measure.Samples}. An operation belongs to the moment it was <em>due</em>, whenever it was
 * answered: what was due during an outage and answered after it counts into the outage. That is what keeps an open-model load from
 * hiding a stall (coordinated omission; source: Gil Tene's wrk2).
 *
 * <p>Left out: verdicts. Single-threaded: the simulation's thread appends, the same thread asks.
 *
 * <p>Decisions: docs/decisions/0070.
 */
package io.biplane.testbed.measure;
