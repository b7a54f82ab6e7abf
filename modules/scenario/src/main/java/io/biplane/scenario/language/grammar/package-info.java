/**
 * Every key of the scenario language: name, form, unit, default, documentation. This is the only
 * place that says them.
 *
 * <p>Entry type: {@link io.biplane.scenario.language.grammar.ScenarioKeys#SCENARIO}, the shape of a
 * whole file. The binder reads through these keys, the reference page, the JSON Schema and {@code
 * biplane list} are printed from them, and the expanded copy of a scenario takes its defaults from
 * them.
 *
 * <p>Defaults of the modelled system carry their source in the documentation text; the others are
 * our choice, as said there.
 *
 * <p>Left out: reading and checking (package {@code bind}). Constants only, no state.
 *
 * <p>Decisions: docs/decisions/0050.
 */
package io.biplane.scenario.language.grammar;
