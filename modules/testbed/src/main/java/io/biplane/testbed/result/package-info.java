/**
 * What a run gives: the contract between the runner, which makes these records, and console and
 * reports, which show them.
 *
 * <p>Entry types: {@link io.biplane.testbed.result.RunResult}, {@link
 * io.biplane.testbed.result.RunObserver} (what is told while the run goes on) and {@link
 * io.biplane.testbed.result.ScenarioEngine} (the port through which the command starts a run; the
 * implementation is found as a service).
 *
 * <p>Everything here is deterministic: the same build, scenario and seed give equal records.
 * Wall-clock time is therefore not in them; who prints it measures it.
 *
 * <p>Times are virtual nanoseconds from scenario zero (see package {@code model}); latencies are
 * nanoseconds.
 *
 * <p>Left out: how anything looks. Invariants: lists are in the order of time, then of the scenario
 * file. Plain values.
 */
package io.biplane.testbed.result;
