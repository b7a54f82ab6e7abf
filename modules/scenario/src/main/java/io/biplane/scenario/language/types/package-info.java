/**
 * The words of the language: every scalar type, from {@code 10s} to {@code leaseholder(main.kv/3)}
 * and {@code < 1.5x before}.
 *
 * <p>Entry types: {@link io.biplane.scenario.language.types.Quantities} (numbers with units),
 * {@link io.biplane.scenario.language.types.Names}, {@link
 * io.biplane.scenario.language.types.Targets}, {@link
 * io.biplane.scenario.language.types.Conditions}, {@link
 * io.biplane.scenario.language.types.Measures} (scopes, metrics, bounds, checks).
 *
 * <p>Parsing looks at the text alone. Whether a node, a load or a step of that name exists is asked
 * later (package {@code bind}); hence every problem found here is one that the JSON Schema's
 * pattern refuses as well.
 *
 * <p>Invariants: every type's example is valid; every pattern accepts what its parser accepts. Pure
 * functions.
 */
package io.biplane.scenario.language.types;
