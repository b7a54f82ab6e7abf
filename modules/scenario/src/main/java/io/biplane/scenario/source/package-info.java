/**
 * Places in scenario files, and what is wrong at them.
 *
 * <p>Entry types: {@link io.biplane.scenario.source.SourcePosition} and {@link
 * io.biplane.scenario.source.Problem}. Everything that is bound from a file keeps its mark, so that
 * an error at run time can point at the line as well as one found while reading.
 *
 * <p>Left out: reading (package {@code language}) and colours (package {@code console}).
 *
 * <p>Invariants: lines and columns begin at 1; columns count code points, as editors do. Plain
 * values, no clock, no thread.
 *
 * <p>Decisions: docs/decisions/0052.
 */
package io.biplane.scenario.source;
