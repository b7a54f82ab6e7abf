/**
 * What a build prepares so that the command starts fast, and the account of where a command's time went.
 *
 * <p>Entry type: {@link io.biplane.cli.start.StartFiles}, which the launcher runs once, at the end of a build. It writes the class
 * that Chronicle Map would otherwise generate and compile in every process, and the build's id. The archive of loaded classes is
 * the launcher's own work. {@link io.biplane.cli.start.Timings} is what {@code --timings} prints.
 *
 * <p>Nothing here is needed: without these files, or with those of another build, the command does the same and takes longer.
 * Nothing here is known to a simulation.
 *
 * <p>Left out: daemons that stay between two commands.
 *
 * <p>Decisions: docs/decisions/0121, docs/decisions/0122. Figures: docs/start-up.md.
 */
package io.biplane.cli.start;
