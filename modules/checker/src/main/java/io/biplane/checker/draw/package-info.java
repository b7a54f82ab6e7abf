/**
 * Pictures of anomalies: a time-line per process, as Knossos and Porcupine draw them.
 *
 * <p>Entry type: {@link io.biplane.checker.draw.Timeline}. Colours are those of all pictures (ok
 * blue, unknown orange, failed pink); the operations in conflict have a thick dark frame as well,
 * so that nothing is told by colour alone. Time runs by events, not by the clock: each event takes
 * one column, which keeps short operations legible.
 *
 * <p>Invariants: the same anomaly and history give the same bytes; text from histories is escaped.
 *
 * <p>Pure; no thread, no clock. Left out: whole histories; those are the scenario reports'
 * business.
 */
package io.biplane.checker.draw;
