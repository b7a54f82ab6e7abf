/**
 * What is printed from the keys: the reference page, the JSON Schema, the lists of {@code biplane
 * list}.
 *
 * <p>Entry types: {@link io.biplane.scenario.language.reference.ReferencePage} ({@code
 * docs/scenario-reference.md}), {@link io.biplane.scenario.language.reference.JsonSchema} ({@code
 * docs/scenario.schema.json}), {@link io.biplane.scenario.language.reference.Listing}. Tests hold
 * the committed files to what is printed here.
 *
 * <p>Left out: every fact about a key; those are in package {@code keys}. Pure functions; same
 * code, same bytes.
 */
package io.biplane.scenario.language.reference;
