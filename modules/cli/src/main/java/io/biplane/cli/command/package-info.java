/**
 * The sub-commands of {@code biplane}.
 *
 * <p>Entry type: {@link io.biplane.cli.command.BiplaneCommand}. {@link
 * io.biplane.cli.command.ScenarioRunner} is what {@code run}, {@code replay} and {@code report}
 * share: folder, engine, console, reports.
 *
 * <p>Commands are picocli objects: their fields are set from the arguments, then {@code call} gives
 * the exit code. They hold no logic of scenarios. Precedence: flag, environment, scenario, default.
 *
 * <p>Left out: {@code demo}, {@code swarm}, {@code serve} and {@code workload}, which do not exist
 * yet.
 *
 * <p>Decisions: docs/decisions/0055, docs/decisions/0077.
 */
package io.biplane.cli.command;
