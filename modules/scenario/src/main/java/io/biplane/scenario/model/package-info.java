/**
 * A scenario after it was read, checked and drawn: immutable records that the runner executes.
 *
 * <p>Entry type: {@link io.biplane.scenario.model.Scenario}. Made only by {@code
 * io.biplane.scenario.language}; every random value ({@code 1s..8s}, {@code one_of}) is already
 * drawn from the seed, every {@code every … between} is already a list of single steps, and every
 * name refers to something that exists. What a run decides later stays symbolic: a {@link
 * io.biplane.scenario.timeline.Target} may be a role such as {@code leaseholder(main.kv)}, which the
 * runner resolves at the moment the step fires.
 *
 * <p>Times are virtual nanoseconds counted from <em>scenario zero</em>: the cluster has booted, the
 * tables of all loads are filled, and the first operation is due. Set-up before that is not part of
 * the scenario's clock.
 *
 * <p>Every object that a run can complain about keeps its {@link io.biplane.scenario.source.SourcePosition},
 * so that errors at run time point at the line of the file.
 *
 * <p>Left out: YAML, defaults and texts of documentation (package {@code language}), what is
 * expected of a run (package {@code expect}), what a run gives (package {@code result}).
 *
 * <p>Invariants: collections keep the file's order; no field is null; no hash order. No thread and
 * no clock: plain values.
 */
package io.biplane.scenario.model;
