/**
 * Shapes: what may stand at a place of a scenario file. One object tells how a value is read, drawn
 * from the seed, described to a person and described to a JSON Schema, so that these four cannot
 * disagree.
 *
 * <p>Entry types: {@link io.biplane.scenario.language.schema.Shape} and its kinds, {@link
 * io.biplane.scenario.language.schema.Key} (a named place with default and documentation), {@link
 * io.biplane.scenario.language.schema.Fields} (a mapping that was read).
 *
 * <p>Reading never throws: it reports every problem to a {@link
 * io.biplane.scenario.language.schema.ReadContext} and goes on with a sample value, so that one run
 * of {@code lint} shows all mistakes. What was read with problems must not be executed.
 *
 * <p>Left out: which keys exist (package {@code keys}), and whether names refer to something
 * (package {@code bind}).
 *
 * <p>Invariants: a shape accepts a tree without problems of kind SHAPE exactly when its JSON Schema
 * accepts it. Plain values.
 *
 * <p>Decisions: docs/decisions/0050.
 */
package io.biplane.scenario.language.schema;
