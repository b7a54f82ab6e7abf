/**
 * What is drawn from the trace of a run, and who is told of it: who held which lease and when, counts that explain a latency, the
 * messages of a stretch, the way to one observer for several runs.
 *
 * <p>Entry types: {@link io.biplane.testbed.observe.RunRecorder}, a trace listener that feeds lanes and series; {@link
 * io.biplane.testbed.observe.MessageRecorder}, which listens in its stretch only; {@link io.biplane.testbed.observe.TraceReading} for a
 * replay that is read event by event; {@link io.biplane.testbed.observe.InOrder}, through which variants that run at the same time
 * speak in turn. Everything here only reads the trace, on the simulation's thread ({@code InOrder} on those of all variants); nothing
 * may change the run.
 *
 * <p>Times are virtual nanoseconds since the run's zero; events before it (the boot) count into lanes, which are cut at zero, but not into
 * series. Left out: how anything looks (packages {@code picture} and {@code report}).
 *
 * <p>Decisions: docs/decisions/0057.
 */
package io.biplane.testbed.observe;
