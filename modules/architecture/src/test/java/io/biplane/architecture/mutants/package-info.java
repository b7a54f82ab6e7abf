/**
 * The list of broken mechanisms as a test: {@code scenario-mutants.txt} says what is changed in which class and what the run of a delivered
 * scenario then has to fail with; {@link io.biplane.architecture.mutants.ScenarioMutantsTest} runs them all, nightly, and {@link
 * io.biplane.architecture.mutants.ScenarioMutationsPageTest} holds {@code docs/scenario-mutations.md} to the list in every build.
 *
 * <p>As with the checker's mutants (docs/decisions/0083) the source is changed, so no switch for wrong behaviour is shipped. A class is
 * found by its name, so that the list does not mind where its package stands.
 */
package io.biplane.architecture.mutants;
