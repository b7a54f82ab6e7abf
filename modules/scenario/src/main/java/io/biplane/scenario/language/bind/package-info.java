/**
 * From a tree to a {@link io.biplane.scenario.model.Scenario}: drawing, binding, and checking that
 * it can happen.
 *
 * <p>Entry type: {@link io.biplane.scenario.language.bind.ScenarioBinder}. Stages, each leaving
 * problems in one {@link io.biplane.scenario.language.schema.ReadContext}:
 *
 * <ol>
 *   <li>{@code StepIds}: every step gets its id; {@code Drawing}: random values become plain ones,
 *       {@code every} becomes single steps. The result is a scenario file again, the expanded one.
 *   <li>the shapes read the tree;
 *   <li>binders turn fields into records and check that names refer to something;
 *   <li>{@code TimelineCheck} looks for what cannot happen: a drain of a node that is down, an end
 *       after the horizon.
 * </ol>
 *
 * <p>Parts with problems are left out of later stages, so that one mistake is reported once. Left
 * out: YAML (package {@code tree}), forms of values (package {@code words}). Pure: same tree, seed
 * and variant give the same scenario.
 *
 * <p>Decisions: docs/decisions/0052.
 */
package io.biplane.scenario.language.bind;
