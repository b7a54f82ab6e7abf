/**
 * The flags that several sub-commands share, and what they say when a value is wrong.
 *
 * <p>Entry types: one class a group of flags, mixed into commands: {@link io.biplane.cli.flags.ScenarioFlags} go over a scenario's own
 * values, {@link io.biplane.cli.flags.RunFlags} say where results go and how much is printed, {@link io.biplane.cli.flags.InspectFlags}
 * what of a replay is looked at closely. A value that is wrong is a {@link io.biplane.cli.flags.CommandFailure}.
 *
 * <p>Picocli sets the fields; methods give checked values. Precedence: flag, environment, scenario, default.
 *
 * <p>Left out: the flags of one command, which stand in its class.
 *
 * <p>Decisions: docs/decisions/0058, docs/decisions/0059.
 */
package io.biplane.cli.flags;
