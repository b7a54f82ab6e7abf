/**
 * The scenario language: from a YAML file to scenarios ready to run, or to a list of everything
 * that is wrong with it.
 *
 * <p>Entry type: {@link io.biplane.scenario.language.ScenarioFile}. Reading order of the packages
 * below it: {@code tree} (YAML), {@code shape} (what may stand where), {@code words} (forms of
 * values), {@code keys} (every key and its documentation), {@code bind} (to the model), {@code
 * reference} (documentation and JSON Schema printed from the keys).
 *
 * <p>Invariants: a file without problems binds for every seed and every variant; the expanded copy
 * of a scenario is a scenario file that binds to the same scenario. Nothing is executed and no
 * clock or environment is read here.
 *
 * <p>Left out: flags of the command (they arrive as {@link
 * io.biplane.scenario.language.Overrides}).
 */
package io.biplane.scenario.language;
