/**
 * What is drawn from the trace of a run: who held which lease and when, counts a second that explain a latency, the event log.
 *
 * <p>Entry type: {@link io.biplane.scenario.observe.RunBook}, a trace listener that feeds the others. Everything here only reads the trace, on
 * the simulation's thread; nothing may change the run.
 *
 * <p>Times are virtual nanoseconds since the run's zero; events before it (the boot) count into lanes, which are cut at zero, but not into
 * series. Left out: how anything looks (package {@code report}).
 */
package io.biplane.scenario.observe;
