/**
 * What happens to the cluster while a scenario runs: steps, what each does, when it fires, and which
 * nodes it means.
 *
 * <p>Entry type: {@link io.biplane.scenario.timeline.TimelineStep}. What a step does is a {@link
 * io.biplane.scenario.timeline.Verb}, one record a verb of the language, in five families: {@link
 * io.biplane.scenario.timeline.ProcessVerb}, {@link io.biplane.scenario.timeline.AdminVerb}, {@link
 * io.biplane.scenario.timeline.MachineFault}, {@link io.biplane.scenario.timeline.NetworkFault} and
 * {@link io.biplane.scenario.timeline.Remedy}.
 *
 * <p>A new verb touches four places, and tests fail while one is missing: its record here, with its
 * facts; its keys and text in {@code VerbKeys}; its entry in {@code VerbBinder}; its executor in the
 * test bed's {@code VerbTable}. A golden run shows it, the reference and the schema are written anew.
 *
 * <p>Roles as targets ({@code leaseholder(main.kv)}) stay symbolic; the runner resolves them at the
 * moment the step fires.
 *
 * <p>Left out: how a verb is written (package {@code language}) and carried out (module {@code
 * testbed}).
 *
 * <p>Invariants: collections keep the file's order; no field is null. No thread and no clock: plain
 * values. Times are virtual nanoseconds from scenario zero.
 */
package io.biplane.scenario.timeline;
